import { Migration } from '@mikro-orm/migrations';

/** Prices with the moment from which they are in force, and change orders for what a unit is (INV-3). */
export class Migration0006TermsPrices extends Migration {
  override up(): void {
    for (const statement of [...columns, ...facts, ...stands]) this.addSql(statement);
    this.addSql(`comment on table unit_facts is 'append-only'`);
    this.addSql(`create trigger append_only before update or delete on unit_facts
      for each row execute function append_only()`);
  }
}

const columns = [
  'alter table price_change add effective_from timestamptz null',
  'alter table price_version add effective_from timestamptz null',
  `alter table price_change_line add layout varchar(255) null, add orientation varchar(255) null,
    add use varchar(255) null, add building_area bigint null, add inner_area bigint null, add shared_area bigint null`,
  `alter table price_change_line add constraint price_change_line_facts check (
    num_nonnulls(layout, orientation, use, building_area, inner_area, shared_area) in (0, 6)
    and (inner_area is null or (inner_area > 0 and shared_area >= 0 and building_area - inner_area = shared_area)))`,
  // Of two orders the one made first may come into force last: versions are numbered as they are made.
  'alter table unit drop constraint unit_newest',
  'alter table unit add constraint unit_newest check (price_version >= 1 and newest_version >= 1)',
  'create index price_version_effective on price_version (unit_id, effective_from)',
  'create index price_version_change on price_version (price_change_id)',
];

const facts = [
  `create table unit_facts (
    id uuid not null, unit_id uuid not null, price_change_id uuid null, effective_from timestamptz not null,
    layout varchar(255) not null, orientation varchar(255) not null, use varchar(255) not null,
    building_area bigint not null, inner_area bigint not null, shared_area bigint not null, primary key (id))`,
  'create index unit_facts_unit on unit_facts (unit_id, effective_from)',
  'create unique index unit_facts_first on unit_facts (unit_id) where price_change_id is null',
  'alter table unit_facts add foreign key (unit_id) references unit (id) deferrable initially deferred',
  // INV-3: what a unit is comes from its set-up, or from an executed order for it.
  `create function facts_from_order() returns trigger language plpgsql as $$ begin
    if new.price_change_id is null then
      if not exists (select from unit u where u.id = new.unit_id
        and (u.layout, u.orientation, u.use, u.building_area, u.inner_area, u.shared_area)
          = (new.layout, new.orientation, new.use, new.building_area, new.inner_area, new.shared_area))
      then raise exception 'INV-3: these are not the facts that were set up'; end if;
    elsif not exists (select from price_change_line l
      where l.price_change_id = new.price_change_id and l.unit_id = new.unit_id
        and (l.layout, l.orientation, l.use, l.building_area, l.inner_area, l.shared_area)
          = (new.layout, new.orientation, new.use, new.building_area, new.inner_area, new.shared_area))
    then raise exception 'INV-3: these facts were not approved'; end if;
    return new; end $$`,
  'create trigger facts_from_order before insert on unit_facts for each row execute function facts_from_order()',
  `create function facts_executed() returns trigger language plpgsql as $$ begin
    if new.price_change_id is not null
      and (select state from price_change where id = new.price_change_id) <> 'executed'
    then raise exception 'INV-3: these facts were not approved'; end if;
    return null; end $$`,
  `create constraint trigger facts_executed after insert on unit_facts deferrable initially deferred
    for each row execute function facts_executed()`,
];

const stands = [
  `create or replace function unit_set_up_stands() returns trigger language plpgsql as $$ begin
    if tg_op = 'UPDATE' and (new.project_id, new.building_id, new.code, new.floor, new.pricing_basis, new.entered_by,
      new.entered_at) is not distinct from (old.project_id, old.building_id, old.code, old.floor, old.pricing_basis,
      old.entered_by, old.entered_at)
      and ((new.layout, new.orientation, new.use, new.building_area, new.inner_area, new.shared_area)
        is not distinct from
        (old.layout, old.orientation, old.use, old.building_area, old.inner_area, old.shared_area)
        or exists (select from unit_facts f where f.unit_id = new.id
          and (f.layout, f.orientation, f.use, f.building_area, f.inner_area, f.shared_area)
            = (new.layout, new.orientation, new.use, new.building_area, new.inner_area, new.shared_area)))
    then return null; end if;
    if (select state from building where id = new.building_id for share) <> 'drafting'
    then raise exception 'INV-2: the set-up of unit % stands', new.code; end if;
    return null; end $$`,
  `create or replace function price_change_stands() returns trigger language plpgsql as $$ begin
    if (new.building_id, new.reason, new.attachment, new.requested_by, new.requested_at, new.effective_from)
      is distinct from
      (old.building_id, old.reason, old.attachment, old.requested_by, old.requested_at, old.effective_from)
      or old.state in ('refused', 'executed')
    then raise exception 'INV-3: a change order stands as it was requested and decided'; end if;
    return new; end $$`,
];
