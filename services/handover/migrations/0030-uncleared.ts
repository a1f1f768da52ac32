import { Migration } from '@mikro-orm/migrations';

/** Money that is owed again of a unit that was cleared (HAN-1, FIN-4). */
export class Migration0030Uncleared extends Migration {
  override up(): void {
    this.addSql('alter table handover add uncleared_at timestamptz null');
  }
}
