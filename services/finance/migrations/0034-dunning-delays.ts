import { Migration } from '@mikro-orm/migrations';

/** Delays of payment, and arrears by age (FIN-9). */
export class Migration0034DunningDelays extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  'alter table receivable add delayed_until varchar(255) null',
  // FIN-9: arrears by age, of a project and of a deal's consultant, read from the index alone.
  `create index receivable_ageing on receivable (project_id, due_on)
    include (deal_id, amount, paid, delayed_until) where state = 'open' and not awaits_node`,
  'create index deal_consultant on deal (project_id, consultant_id)',
  'create index deal_unit on deal (project_id, unit_code)',
  `create table payment_delay (
    id uuid not null, version int not null default 1, deal_id uuid not null, project_id uuid not null,
    receivable_id uuid not null, consultant_id uuid not null, due_on varchar(255) not null,
    until varchar(255) not null, reason text not null, state varchar(255) not null, requested_by uuid not null,
    requested_at timestamptz not null, decided_by uuid null, decided_at timestamptz null, decision_reason text null,
    late_fee_runs boolean null, primary key (id))`,
  // Another person decides (ALL-4), once, and the history stands.
  `alter table payment_delay
    add constraint payment_delay_of_deal foreign key (deal_id) references deal deferrable initially deferred,
    add constraint payment_delay_of_receivable
      foreign key (receivable_id) references receivable deferrable initially deferred,
    add constraint payment_delay_later check (until > due_on),
    add constraint payment_delay_decided check (case state
      when 'requested' then decided_by is null and decided_at is null and late_fee_runs is null
      when 'refused' then decided_by <> requested_by and decided_at is not null and decision_reason is not null
      when 'approved' then decided_by <> requested_by and decided_at is not null and late_fee_runs is not null
      else false end)`,
  `create function payment_delay_stands() returns trigger language plpgsql as $$ begin
    if old.state <> 'requested' then
      raise exception 'a delay of payment is decided once' using errcode = 'check_violation'; end if;
    return new; end $$`,
  `create trigger payment_delay_stands before update on payment_delay
    for each row execute function payment_delay_stands()`,
  `create unique index payment_delay_one_asked on payment_delay (receivable_id) where state = 'requested'`,
  'create index payment_delay_page on payment_delay (project_id, id)',
  'create index payment_delay_page_of_state on payment_delay (project_id, state, id)',
  'create index payment_delay_deal on payment_delay (deal_id, id)',
  'create index payment_delay_consultant on payment_delay (project_id, consultant_id, id)',
];
