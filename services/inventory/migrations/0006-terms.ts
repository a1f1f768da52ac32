import { Migration } from '@mikro-orm/migrations';

/** Terms as data: what ends is kept, construction nodes that instalments wait for (INV-6). */
export class Migration0006Terms extends Migration {
  override up(): void {
    for (const statement of [...terms, ...nodes]) this.addSql(statement);
  }
}

const ended = 'ended_by uuid null, add ended_at timestamptz null, add ended_for text null, add superseded_by uuid null';

const terms = [
  ...['payment_plan', 'standard_discount'].flatMap((table) => [
    `alter table ${table} add ${ended}`,
    // ALL-3: what ends says who ended it and why, and is not taken up again.
    `alter table ${table} add constraint ${table}_ended check (
      num_nonnulls(ended_by, ended_at, ended_for) in (0, 3) and (superseded_by is null or ended_at is not null))`,
    // INV-6: one a code among those in use.
    `drop index ${table}_code`,
    `create unique index ${table}_code on ${table} (project_id, code) where ended_at is null`,
    `create index ${table}_project on ${table} (project_id, code, id)`,
  ]),
  `alter table standard_discount add valid_from varchar(255) null, add "group" varchar(255) null,
    add group_rule varchar(255) null, add layouts jsonb null, add minimum_price bigint null,
    add customer_kinds jsonb null, add round_to varchar(255) null, add round_by varchar(255) null`,
  `alter table standard_discount add constraint standard_discount_group check (
    (("group" is null) = (group_rule is null)) and (valid_from is null or valid_until is null
      or valid_from <= valid_until))`,
  `create function terms_stand() returns trigger language plpgsql as $$
    declare ending text[] := '{ended_by,ended_at,ended_for,superseded_by}'; begin
    if old.ended_at is not null or to_jsonb(new) - ending is distinct from to_jsonb(old) - ending
    then raise exception 'INV-6: terms are ended or superseded, not rewritten'; end if;
    return new; end $$`,
  ...['payment_plan', 'standard_discount'].map(
    (table) => `create trigger terms_stand before update on ${table} for each row execute function terms_stand()`,
  ),
];

const nodes = [
  `create table construction_node (
    id uuid not null, version int not null default 1, project_id uuid not null, building_id uuid not null,
    code varchar(255) not null, name varchar(255) not null, planned_on varchar(255) not null,
    planned_by uuid not null, reached_on varchar(255) null, proof varchar(255) null, reached_by uuid null,
    changed_for text null, primary key (id))`,
  `alter table construction_node add foreign key (building_id) references building (id) deferrable initially deferred`,
  'create unique index construction_node_code on construction_node (building_id, code)',
  // A day that was reached has its paper and its recorder.
  `alter table construction_node add constraint construction_node_proof check (
    num_nonnulls(reached_on, proof, reached_by) in (0, 3))`,
];
