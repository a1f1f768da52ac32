import { Migration } from '@mikro-orm/migrations';

/** Prices that are told ahead wait for their moment (INV-3). */
export class Migration0010TermsPrices extends Migration {
  override up(): void {
    this.addSql('alter table unit_offer add upcoming jsonb null');
  }
}
