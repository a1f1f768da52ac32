import { Migration } from '@mikro-orm/migrations';

/** Permits that end or are suspended, and the filed price 备案价 that no price is above (INV-4). */
export class Migration0006TermsPermits extends Migration {
  override up(): void {
    for (const statement of [...permits, ...filed]) this.addSql(statement);
    this.addSql(`comment on table filed_price is 'append-only'`);
    this.addSql(`create trigger append_only before update or delete on filed_price
      for each row execute function append_only()`);
  }
}

const permits = [
  `alter table permit add version int not null default 1, add valid_until varchar(255) null,
    add state varchar(255) not null default 'effective', add changed_for text null, add changed_by uuid null,
    add changed_at timestamptz null`,
  'alter table permit alter state drop default',
  `alter table permit add constraint permit_state check (
    state in ('effective', 'suspended', 'expired') and (state = 'effective' or changed_for is not null)
    and (valid_until is null or valid_until >= issued_on))`,
  `create function permit_stands() returns trigger language plpgsql as $$ begin
    if (new.project_id, new.number, new.issued_on, new.recorded_by, new.recorded_at)
      is distinct from (old.project_id, old.number, old.issued_on, old.recorded_by, old.recorded_at)
    then raise exception 'INV-4: a permit stands as it was recorded'; end if;
    return new; end $$`,
  'create trigger permit_stands before update on permit for each row execute function permit_stands()',
];

const filed = [
  'alter table unit add filed_price bigint null',
  `create table filed_price (
    id uuid not null, unit_id uuid not null, permit_id uuid not null, amount bigint not null,
    recorded_by uuid not null, recorded_at timestamptz not null, primary key (id))`,
  'create index filed_price_unit on filed_price (unit_id, recorded_at)',
  'alter table filed_price add constraint filed_price_positive check (amount > 0)',
  'alter table filed_price add foreign key (unit_id) references unit (id) deferrable initially deferred',
  'alter table filed_price add foreign key (permit_id) references permit (id) deferrable initially deferred',
  // INV-4: the price in force and every one still to come is not above the filed price.
  `create function price_not_above_filed() returns trigger language plpgsql as $$
    declare about uuid := (to_jsonb(new) ->> tg_argv[0])::uuid; begin
    if exists (select from unit u join price_version p on p.unit_id = u.id
      where u.id = about and p.total_price > u.filed_price
        and (p.version = u.newest_version or p.effective_from > now()))
    then raise exception 'INV-4: a price is above the filed price'; end if;
    return null; end $$`,
  `create constraint trigger price_not_above_filed after insert on price_version deferrable initially deferred
    for each row execute function price_not_above_filed('unit_id')`,
  `create constraint trigger price_not_above_filed after update on unit deferrable initially deferred
    for each row when (new.filed_price is distinct from old.filed_price or new.newest_version <> old.newest_version)
    execute function price_not_above_filed('id')`,
];
