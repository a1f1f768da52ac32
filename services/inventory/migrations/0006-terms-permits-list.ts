import { Migration } from '@mikro-orm/migrations';

/** The list of a project's permits (INV-4). */
export class Migration0006TermsPermitsList extends Migration {
  override up(): void {
    this.addSql('create index permit_project on permit (project_id, issued_on, number)');
    this.addSql('create index permit_building_permit on permit_building (permit_id)');
  }
}
