import { Migration } from '@mikro-orm/migrations';

/** Instalments that wait for a construction node of the building (INV-6). */
export class Migration0004Nodes extends Migration {
  override up(): void {
    for (const statement of nodes) this.addSql(statement);
  }
}

const nodes = [
  `create table construction_node (
    id uuid not null, planned_on varchar(255) not null, reached_on varchar(255) null, primary key (id))`,
  `alter table receivable add node_id uuid null, add days_after_node int null,
    add awaits_node boolean not null default false`,
  `alter table receivable add constraint receivable_node check (
    (node_id is null) = (days_after_node is null) and (node_id is not null or not awaits_node))`,
  `create index receivable_node on receivable (node_id) where node_id is not null and state = 'open'`,
];
