import { Migration } from '@mikro-orm/migrations';

/** Pages of arrears that few rows are on, found without looking at all that is overdue (FIN-9). */
export class Migration0039ArrearsPages extends Migration {
  override up(): void {
    this.addSql(`create index receivable_delayed on receivable (project_id, due_on, id)
      where state = 'open' and delayed_until is not null`);
    this.addSql(`create index receivable_of_kind on receivable (project_id, kind, due_on, id)
      where state = 'open' and not awaits_node`);
    // Whose each deal of a project is, read from the index alone: arrears by age join thousands.
    this.addSql('create index deal_whose on deal (project_id, id) include (consultant_id)');
  }
}
