import { houseTables1 } from '#persistence/house-tables.js';
import { Migration } from '@mikro-orm/migrations';

export class Migration0001House extends Migration {
  override up(): void {
    for (const statement of houseTables1) this.addSql(statement);
  }
}
