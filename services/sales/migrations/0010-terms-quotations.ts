import { Migration } from '@mikro-orm/migrations';

/** What was quoted stays as it was quoted (INV-6). */
export class Migration0010TermsQuotations extends Migration {
  override up(): void {
    for (const statement of quotations) this.addSql(statement);
  }
}

const quotations = [
  'alter table project add quotations int not null default 0',
  `create table quotation (
    id uuid not null, serial int not null, project_id uuid not null, unit_id uuid not null, customer_id uuid null,
    consultant_id uuid not null, deal_price bigint not null, made_at timestamptz not null,
    valid_until timestamptz not null, sheet jsonb not null, primary key (id))`,
  `comment on table quotation is 'append-only'`,
  'create unique index quotation_serial on quotation (project_id, serial)',
  'create index quotation_unit on quotation (unit_id, made_at)',
  `create trigger quotation_only_added_to before update or delete on quotation
    for each row execute function only_added_to()`,
];
