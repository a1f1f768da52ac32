import { Migration } from '@mikro-orm/migrations';

/** What a project decides itself about money. */
export class Migration0029Settings extends Migration {
  override up(): void {
    this.addSql(`alter table project add settings jsonb not null default '{}'`);
    this.addSql('alter table project alter settings drop default');
  }
}
