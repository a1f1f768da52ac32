import { Migration } from '@mikro-orm/migrations';

/** What inventory tells of permits and filed prices (INV-4). */
export class Migration0010TermsPermits extends Migration {
  override up(): void {
    for (const statement of permits) this.addSql(statement);
  }
}

const permits = [
  `create table permit (
    id uuid not null, project_id uuid not null, number varchar(255) not null, valid_until varchar(255) null,
    suspended_for text null, primary key (id))`,
  'create unique index permit_number on permit (number)',
  'alter table unit_offer add filed_price bigint null',
];
