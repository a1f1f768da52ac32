import { Migration } from '@mikro-orm/migrations';

/** What inventory and membership tell of terms: discounts with conditions, ended plans, nodes, members (INV-6). */
export class Migration0010Terms extends Migration {
  override up(): void {
    for (const statement of terms) this.addSql(statement);
  }
}

const terms = [
  `alter table standard_discount add valid_from varchar(255) null, add "group" varchar(255) null,
    add group_rule varchar(255) null, add layouts jsonb null, add minimum_price bigint null,
    add customer_kinds jsonb null, add round_to varchar(255) null, add round_by varchar(255) null,
    add ended_at timestamptz null`,
  'alter table payment_plan add ended_at timestamptz null',
  'alter table unit_offer add building_id uuid null, add layout varchar(255) null',
  `create table construction_node (
    id uuid not null, building_id uuid not null, code varchar(255) not null, planned_on varchar(255) not null,
    reached_on varchar(255) null, primary key (id))`,
  'create unique index construction_node_code on construction_node (building_id, code)',
  `create table member (
    customer_id uuid not null, member_id uuid not null, project_id uuid not null, primary key (customer_id))`,
];
