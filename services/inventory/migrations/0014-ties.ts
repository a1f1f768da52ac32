import { Migration } from '@mikro-orm/migrations';

/** INV-7: the home that a parking space or storage room is tied to, as sales tells it. */
export class Migration0014Ties extends Migration {
  override up(): void {
    this.addSql('alter table unit add tied_to uuid null');
    this.addSql('alter table unit add constraint unit_tied_apart check (tied_to <> id)');
    this.addSql('alter table unit add foreign key (tied_to) references unit (id) deferrable initially deferred');
    this.addSql('create index unit_tied on unit (tied_to) where tied_to is not null');
  }
}
