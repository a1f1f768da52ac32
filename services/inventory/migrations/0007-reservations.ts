import { Migration } from '@mikro-orm/migrations';

export class Migration0007Reservations extends Migration {
  override up(): void {
    this.addSql('alter table project add reservations jsonb null');
  }
}
