import { Migration } from '@mikro-orm/migrations';

/** What must never be, whatever the code does. */
export class Migration0003Rules extends Migration {
  override up(): void {
    for (const statement of [...once, ...references, ...amounts, ...makers, ...setUp, ...prices])
      this.addSql(statement);
    for (const table of ['board_change', 'price_version', 'price_change_line']) {
      this.addSql(`comment on table ${table} is 'append-only'`);
      this.addSql(`create trigger append_only before update or delete on ${table}
        for each row execute function append_only()`);
    }
  }
}

const once = [
  'create unique index project_code on project (code)',
  'create unique index building_code on building (project_id, code)',
  'create unique index unit_code on unit (project_id, code)',
  'create index unit_board on unit (building_id, floor desc, code)',
  'create unique index price_version_number on price_version (unit_id, version)',
  'create index price_change_line_order on price_change_line (price_change_id)',
  'create unique index price_change_line_unit on price_change_line (price_change_id, unit_id)',
  'create unique index permit_number on permit (number)',
  'create unique index permit_building_once on permit_building (building_id)',
  'create unique index payment_plan_code on payment_plan (project_id, code)',
  'create unique index standard_discount_code on standard_discount (project_id, code)',
  'create index board_change_unit on board_change (unit_id, at)',
  'create index board_change_building on board_change (building_id, at)',
  // HOLD-1, as inventory knows it.
  'create unique index hold_one_live_per_unit on hold (unit_id) where ended_at is null',
  'create unique index hold_contract on hold (contract_id)',
];

const references = [
  refers('building', 'project_id', 'project (id)'),
  refers('unit', 'building_id', 'building (id)'),
  refers('unit', 'id, price_version', 'price_version (unit_id, version)'),
  refers('price_version', 'unit_id', 'unit (id)'),
  refers('price_version', 'price_change_id', 'price_change (id)'),
  refers('price_change', 'building_id', 'building (id)'),
  refers('price_change_line', 'price_change_id', 'price_change (id)'),
  refers('price_change_line', 'unit_id', 'unit (id)'),
  refers('permit_building', 'permit_id', 'permit (id)'),
  refers('permit_building', 'building_id', 'building (id)'),
  refers('board_change', 'unit_id', 'unit (id)'),
  refers('hold', 'unit_id', 'unit (id)'),
];

const amounts = [
  // INV-1
  `alter table unit add constraint unit_areas
    check (inner_area > 0 and shared_area >= 0 and building_area - inner_area = shared_area)`,
  `alter table unit add constraint unit_newest check (price_version between 1 and newest_version)`,
  // INV-5: what holds a unit is known, and what is held is not withheld.
  `alter table unit add constraint unit_held check ((hold_id is null) = (state in ('withheld', 'available')))`,
  `alter table unit add constraint unit_withheld check (withheld_for is null or state = 'withheld')`,
  // INV-4
  `alter table price_version add constraint price_version_floor check (floor_price > 0 and floor_price <= total_price)`,
  `alter table price_change_line add constraint price_change_line_floor
    check (floor_price > 0 and floor_price <= total_price)`,
  // INV-6
  `alter table standard_discount add constraint standard_discount_one check (num_nonnulls(rate, amount) = 1)`,
];

/** ALL-4: maker and checker are different people. */
const makers = [
  `alter table building add constraint building_makers_apart check (
    verified_by <> submitted_by and locked_by <> submitted_by and locked_by <> verified_by)`,
  `alter table building add constraint building_steps check (
    (submitted_by is not null) = (state <> 'drafting')
    and (verified_by is not null) = (state not in ('drafting', 'submitted'))
    and (locked_by is not null) = (state in ('locked', 'on-sale')) and (on_sale_by is not null) = (state = 'on-sale'))`,
  `alter table price_change add constraint price_change_makers_apart check (
    reviewed_by <> requested_by and approved_by <> requested_by and approved_by <> reviewed_by
    and executed_by <> requested_by and executed_by <> approved_by)`,
  `alter table price_change add constraint price_change_steps check (
    (reviewed_by is not null or state in ('requested', 'refused'))
    and (approved_by is not null) = (state in ('approved', 'executed'))
    and (executed_by is not null) = (state = 'executed')
    and (refused_by is not null) = (state = 'refused'))`,
];

/** INV-2: the set-up goes its steps, and from the moment it is handed in what was set up stands as it is. */
const setUp = [
  `create function append_only() returns trigger language plpgsql as $$ begin
    raise exception '% is append-only', tg_table_name; end $$`,
  `create function building_in_steps() returns trigger language plpgsql as $$ begin
    if old.state <> 'drafting'
      and (new.project_id, new.code, new.name) is distinct from (old.project_id, old.code, old.name)
    then raise exception 'INV-2: a building that is handed in is not renamed'; end if;
    if new.state <> old.state and (old.state, new.state) not in (('drafting', 'submitted'), ('submitted', 'verified'),
      ('submitted', 'drafting'), ('verified', 'locked'), ('locked', 'on-sale'))
    then raise exception 'INV-2: from % to % is no step', old.state, new.state; end if;
    if new.state in ('verified', 'locked') and new.state <> old.state
      and exists (select from unit where building_id = new.id and entered_by in (new.verified_by, new.locked_by))
    then raise exception 'ALL-4: who entered a unit does not check it'; end if;
    return new; end $$`,
  'create trigger building_in_steps before update on building for each row execute function building_in_steps()',
  `create function unit_set_up_stands() returns trigger language plpgsql as $$ begin
    if tg_op = 'UPDATE' and (new.project_id, new.building_id, new.code, new.floor, new.layout, new.orientation, new.use,
      new.building_area, new.inner_area, new.shared_area, new.pricing_basis, new.entered_by, new.entered_at)
      is not distinct from (old.project_id, old.building_id, old.code, old.floor, old.layout, old.orientation, old.use,
      old.building_area, old.inner_area, old.shared_area, old.pricing_basis, old.entered_by, old.entered_at)
    then return null; end if;
    if (select state from building where id = new.building_id for share) <> 'drafting'
    then raise exception 'INV-2: the set-up of unit % stands', new.code; end if;
    return null; end $$`,
  `create constraint trigger unit_set_up_stands after insert or update on unit deferrable initially deferred
    for each row execute function unit_set_up_stands()`,
];

/** INV-3: after the set-up a price comes from an executed change order, and is the one that was approved. */
const prices = [
  `create function price_from_order() returns trigger language plpgsql as $$ begin
    if new.price_change_id is null then
      if (select b.state from building b join unit u on u.building_id = b.id where u.id = new.unit_id for share of b)
        <> 'drafting'
      then raise exception 'INV-3: a price of what is set up comes from a change order'; end if;
    elsif not exists (select from price_change c join price_change_line l on l.price_change_id = c.id
      where c.id = new.price_change_id and c.state = 'executed' and l.unit_id = new.unit_id
        and (l.price_per_m2, l.total_price, l.floor_price) = (new.price_per_m2, new.total_price, new.floor_price))
    then raise exception 'INV-3: this price was not approved'; end if;
    return null; end $$`,
  `create constraint trigger price_from_order after insert on price_version deferrable initially deferred
    for each row execute function price_from_order()`,
  `create function line_with_request() returns trigger language plpgsql as $$ begin
    if (select state from price_change where id = new.price_change_id) <> 'requested'
    then raise exception 'INV-3: a change order that is under way is not added to'; end if;
    return null; end $$`,
  `create constraint trigger line_with_request after insert on price_change_line deferrable initially deferred
    for each row execute function line_with_request()`,
  `create function price_change_stands() returns trigger language plpgsql as $$ begin
    if (new.building_id, new.reason, new.attachment, new.requested_by, new.requested_at) is distinct from
      (old.building_id, old.reason, old.attachment, old.requested_by, old.requested_at)
      or old.state in ('refused', 'executed')
    then raise exception 'INV-3: a change order stands as it was requested and decided'; end if;
    return new; end $$`,
  `create trigger price_change_stands before update on price_change
    for each row execute function price_change_stands()`,
];

/** Checked at the end of the transaction, whatever the order in which rows are written. */
function refers(table: string, columns: string, to: string): string {
  return `alter table ${table} add foreign key (${columns}) references ${to} deferrable initially deferred`;
}
