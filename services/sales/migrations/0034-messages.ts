import { Migration } from '@mikro-orm/migrations';

/** Messages to customers, and who wants none (FIN-10). */
export class Migration0034Messages extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table message (
    id uuid not null, version int not null default 1, project_id uuid not null, subscription_id uuid not null,
    unit_id uuid not null, customer_id uuid not null, text text not null, text_version varchar(255) not null,
    send_before timestamptz not null, state varchar(255) not null, failed_for varchar(255) null,
    reference varchar(255) null, at timestamptz not null, given_at timestamptz null,
    stopped_at timestamptz null, ended_at timestamptz null, primary key (id))`,
  `create table message_opt_out (
    id uuid not null, version int not null default 1, project_id uuid not null, accepts boolean not null,
    reason text not null, by_id uuid not null, at timestamptz not null, primary key (id))`,
  `alter table message add constraint message_state check (case state
    when 'waiting' then ended_at is null
    when 'sent' then ended_at is not null and reference is not null and failed_for is null
    when 'failed' then ended_at is not null and failed_for is not null else false end)`,
  'alter table message_opt_out add foreign key (id) references customer (id) deferrable initially deferred',
  'create index message_customer on message (customer_id, id)',
  'create index message_subscription on message (subscription_id, id)',
];
