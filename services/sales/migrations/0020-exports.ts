import { houseTables2 } from '#persistence/house-tables.js';
import { Migration } from '@mikro-orm/migrations';

export class Migration0020Exports extends Migration {
  override up(): void {
    for (const statement of houseTables2) this.addSql(statement);
  }
}
