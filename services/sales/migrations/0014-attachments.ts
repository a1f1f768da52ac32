import { Migration } from '@mikro-orm/migrations';

export class Migration0014Attachments extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  'alter table unit_offer add use varchar(255) null',
  `create table attachment (
    id uuid not null, contract_id uuid not null, project_id uuid not null, unit_id uuid not null,
    unit_code varchar(255) not null, use varchar(255) not null, home_unit_id uuid not null,
    home_unit_code varchar(255) not null, tied_by_id uuid not null, tied_at timestamptz not null,
    untied_at timestamptz null, untied_for varchar(255) null, primary key (id))`,
  `alter table attachment
    add constraint attachment_apart check (unit_id <> home_unit_id),
    add constraint attachment_untied check ((untied_at is null) = (untied_for is null)),
    add foreign key (contract_id) references contract (id) deferrable initially deferred,
    add foreign key (unit_id) references unit_offer (id) deferrable initially deferred,
    add foreign key (home_unit_id) references unit_offer (id) deferrable initially deferred`,
  // INV-7: one home a parking space.
  'create unique index attachment_one_home on attachment (unit_id) where untied_at is null',
  'create index attachment_home on attachment (home_unit_id) where untied_at is null',
  'create index attachment_contract on attachment (contract_id, id)',
];
