import { Migration } from '@mikro-orm/migrations';

export class Migration0006Revisions extends Migration {
  override up(): void {
    // CON-4: the lines of each version of a contract are their own; those before are paid or cancelled.
    this.addSql('alter table receivable add contract_version int not null default 1');
    this.addSql('alter table receivable alter contract_version drop default');
    this.addSql('drop index receivable_once');
    this.addSql('create unique index receivable_once on receivable (deal_id, kind, line, contract_version)');
    // CON-2: what the general manager approved, as finance archives it.
    this.addSql(`create table discount_archive (
      id uuid not null, project_id uuid not null, unit_id uuid not null, unit_code varchar(255) not null,
      customer_id uuid not null, amount bigint not null, derivation jsonb not null, reason text not null,
      attachment varchar(255) not null, requested_by_id uuid not null, approved_by_id uuid not null,
      approved_at timestamptz not null, valid_until varchar(255) not null, archived_at timestamptz not null,
      primary key (id))`);
    this.addSql(`comment on table discount_archive is 'append-only'`);
    this.addSql('create index discount_archive_page on discount_archive (project_id, id)');
    this.addSql(`create trigger discount_archive_append_only before update or delete on discount_archive
      for each row execute function append_only()`);
  }
}
