import { Migration } from '@mikro-orm/migrations';

export class Migration0006Reservations extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules]) this.addSql(statement);
  }
}

const tables = [
  `create table reservation (
    id uuid not null, version int not null default 1, unit_id uuid not null, unit_code varchar(255) not null,
    project_id uuid not null, holder_id uuid not null, holder_name varchar(255) not null, customer_id uuid null,
    beneficiary text null, reason text not null, reserved_at timestamptz not null, until timestamptz not null,
    extensions int not null default 0, state varchar(255) not null, ended_at timestamptz null,
    ended_for varchar(255) null, subscription_id uuid null, sold_to_id uuid null, primary key (id))`,
  `comment on column reservation.beneficiary is 'personal, sealed'`,
  `create table reservation_consent (
    id uuid not null, reservation_id uuid not null, customer_id uuid not null, asked_by_id uuid not null,
    asked_at timestamptz not null, asked_for text not null, decision varchar(255) null, answered_at timestamptz null,
    reason text null, primary key (id))`,
  'alter table unit_offer add offered_at timestamptz null',
  'alter table project add reservation_policy jsonb null',
  'create index unit_offer_first on unit_offer (project_id, offered_at)',
  'create index reservation_page on reservation (project_id, id)',
  'create index reservation_page_of_state on reservation (project_id, state, id)',
  'create index reservation_page_of_holder on reservation (holder_id, project_id, id)',
  `create index reservation_expired on reservation (project_id, ended_at) where state = 'expired'`,
  `create index reservation_expired_of_holder on reservation (project_id, holder_id, ended_at) where state = 'expired'`,
  `create index reservation_expired_of_customer on reservation (project_id, customer_id, ended_at)
    where state = 'expired'`,
];

const rules = [
  // RES-1: for one person, and what has ended says when and why.
  `alter table reservation
    add constraint reservation_for_whom check ((customer_id is null) <> (beneficiary is null)),
    add constraint reservation_state check (case state
      when 'live' then ended_at is null
      when 'released' then ended_at is not null when 'expired' then ended_at is not null
      when 'sold' then ended_at is not null and subscription_id is not null and sold_to_id is not null
      else false end)`,
  `create unique index reservation_one_live_per_unit on reservation (unit_id) where state = 'live'`,
  'create unique index reservation_consent_once on reservation_consent (reservation_id, customer_id)',
  `alter table reservation_consent add constraint reservation_consent_answered check (
    (decision is null) = (answered_at is null) and coalesce(decision <> 'refuse' or reason is not null, true))`,
  `create function reservation_consent_stands() returns trigger language plpgsql as $$ begin
    if old.decision is not null then raise exception 'RES-1: what the holder said is not rewritten'; end if;
    return new; end $$`,
  `create trigger reservation_consent_stands before update on reservation_consent
    for each row execute function reservation_consent_stands()`,
  // RES-1, §3.2.4: sold to somebody else only with the holder's consent; what has ended stays ended.
  `create function reservation_sold_with_consent() returns trigger language plpgsql as $$ begin
    if old.state <> 'live' and to_jsonb(new) - 'beneficiary' - 'version' <> to_jsonb(old) - 'beneficiary' - 'version'
    then raise exception 'RES-1: a reservation that ended is not changed'; end if;
    if new.state = 'sold' and new.sold_to_id is distinct from new.customer_id and not exists (
      select from reservation_consent c
      where c.reservation_id = new.id and c.customer_id = new.sold_to_id and c.decision = 'consent')
    then raise exception 'RES-1: the holder has not consented to this buyer'; end if;
    return new; end $$`,
  `create trigger reservation_sold_with_consent before update on reservation
    for each row execute function reservation_sold_with_consent()`,
  // RES-1, HOLD-1: at the end of each transaction a live reservation has its live hold, one that was sold its subscription's.
  `create function reservation_has_its_hold() returns trigger language plpgsql as $$ declare r reservation; begin
    select * into r from reservation where id = new.id;
    if r.id is null then return null; end if;
    if (r.state = 'live') <> exists (select from hold where id = r.id and ended_at is null)
    then raise exception 'RES-1: reservation % and its hold do not agree', r.id; end if;
    if r.state = 'sold' and not exists (select from hold where id = r.subscription_id)
    then raise exception 'RES-1: reservation % was sold to nobody', r.id; end if;
    return null; end $$`,
  `create constraint trigger reservation_has_its_hold after insert or update on reservation
    deferrable initially deferred for each row execute function reservation_has_its_hold()`,
  `create constraint trigger hold_has_its_reservation after update on hold
    deferrable initially deferred for each row when (new.kind = 'reservation')
    execute function reservation_has_its_hold()`,
];
