import { Migration } from '@mikro-orm/migrations';

/** Deals from before this system: their old numbers, and from when late fees run in them (FIN-7). */
export class Migration0038Takeover extends Migration {
  override up(): void {
    this.addSql(`alter table deal add old_number varchar(255) null, add taken_over_on varchar(255) null,
      add late_from varchar(255) null`);
    this.addSql(`alter table deal add constraint deal_taken_over check (
      (old_number is null) = (taken_over_on is null) and (late_from is null or old_number is not null))`);
    this.addSql(`create unique index deal_old_number on deal (project_id, old_number)
      where old_number is not null and state <> 'cancelled'`);
  }
}
