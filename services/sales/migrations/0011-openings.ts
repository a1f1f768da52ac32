import { Migration } from '@mikro-orm/migrations';

export class Migration0011Openings extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules, ...attempts]) this.addSql(statement);
  }
}

const tables = [
  `create table opening (
    id uuid not null, version int not null default 1, project_id uuid not null, name varchar(255) not null,
    mode varchar(255) not null, rehearsal_of uuid null, run int not null, units int not null,
    opens_at timestamptz not null, ends_at timestamptz not null, attempts_max int not null, window_seconds int not null,
    cool_down_seconds int not null, favourites_max int not null, passed_again boolean not null,
    announced_by_id uuid not null, cancelled_at timestamptz null, seed varchar(255) null, commitment varchar(255) null,
    committed_at timestamptz null, witnesses jsonb null, drawn_at timestamptz null, turn int null,
    turn_until timestamptz null, done_at timestamptz null, primary key (id))`,
  `comment on column opening.seed is 'personal'`,
  `create table opening_unit (opening_id uuid not null, unit_id uuid not null, primary key (opening_id, unit_id))`,
  `comment on table opening_unit is 'append-only, no entity'`,
  `create table opening_participant (
    id uuid not null, opening_id uuid not null, number int not null, customer_id uuid not null,
    masked_name varchar(255) not null, rank int null, turns int not null, picked_at timestamptz null,
    primary key (id))`,
  `create table favourites (
    id uuid not null, version int not null default 1, opening_id uuid not null, customer_id uuid not null,
    unit_ids jsonb not null, by_id uuid not null, primary key (id))`,
  `create table rehearsal_hold (
    id uuid not null, opening_id uuid not null, run int not null, unit_id uuid not null, customer_id uuid not null,
    by_name varchar(255) not null, since timestamptz not null, primary key (id))`,
  `comment on table rehearsal_hold is 'append-only, no entity'`,
  'alter table unit_offer add opening_id uuid null',
  'create index unit_offer_building on unit_offer (project_id, building_id)',
  'create index opening_page on opening (project_id, id)',
];

const rules = [
  `alter table opening
    add constraint opening_times check (opens_at < ends_at),
    add constraint opening_draw check ((drawn_at is null or committed_at is not null)
      and (committed_at is null) = (commitment is null) and (committed_at is null) = (seed is null)
      and (turn is null or drawn_at is not null))`,
  'create unique index opening_participant_number on opening_participant (opening_id, number)',
  'create unique index opening_participant_customer on opening_participant (opening_id, customer_id)',
  'create index opening_participant_turn on opening_participant (opening_id, turns, rank)',
  'create unique index favourites_one_per_customer on favourites (opening_id, customer_id)',
  'create unique index rehearsal_hold_one_per_unit on rehearsal_hold (opening_id, run, unit_id)',
  // OPEN-2: after the commitment nobody changes list or seed; after the draw nobody changes words or order.
  `create function opening_draw_stands() returns trigger language plpgsql as $$ begin
    if old.committed_at is not null and (new.seed, new.commitment, new.committed_at)
      is distinct from (old.seed, old.commitment, old.committed_at)
    then raise exception 'OPEN-2: the seed was committed to'; end if;
    if old.drawn_at is not null and (new.witnesses, new.drawn_at) is distinct from (old.witnesses, old.drawn_at)
    then raise exception 'OPEN-2: what was drawn stands'; end if;
    return new; end $$`,
  `create trigger opening_draw_stands before update on opening for each row execute function opening_draw_stands()`,
  `create function opening_list_stands() returns trigger language plpgsql as $$
    declare committed timestamptz; begin
    select committed_at into committed from opening where id = coalesce(new.opening_id, old.opening_id) for share;
    if tg_op = 'UPDATE' then
      if (new.opening_id, new.number, new.customer_id, new.masked_name)
        is distinct from (old.opening_id, old.number, old.customer_id, old.masked_name)
        or (old.rank is not null and new.rank is distinct from old.rank)
      then raise exception 'OPEN-2: number, name and place of a participant stand'; end if;
      return new;
    end if;
    if tg_op = 'DELETE' or committed is not null then raise exception 'OPEN-2: the list was committed to'; end if;
    return new; end $$`,
  `create trigger opening_list_stands before insert or update or delete on opening_participant
    for each row execute function opening_list_stands()`,
];

const attempts = [
  `create table opening_attempt (
    id uuid not null, sequence bigint generated always as identity, opening_id uuid not null, run int not null,
    project_id uuid not null, unit_id uuid not null, customer_id uuid not null, by_id uuid not null,
    command_key varchar(255) not null, at timestamptz not null, outcome varchar(255) not null,
    code varchar(255) null, held_kind varchar(255) null, held_by varchar(255) null, held_since timestamptz null,
    subscription_id uuid null, slot int null, hash varchar(255) not null, link int null, link_hash varchar(255) null,
    primary key (id))`,
  `comment on table opening_attempt is 'append-only: but for the link, which only seal_attempts() adds; no entity'`,
  'create unique index opening_attempt_sequence on opening_attempt (opening_id, run, sequence)',
  // ALL-8: the same command sent again is the same attempt.
  `create unique index opening_attempt_once on opening_attempt (by_id, command_key) where outcome <> 'won'`,
  // OPEN-1: attempts of one buyer on one unit come one after the other, so that the limit holds for many at once.
  'create unique index opening_attempt_slot on opening_attempt (opening_id, run, customer_id, unit_id, slot)',
  'create unique index opening_attempt_link on opening_attempt (opening_id, link)',
  'create index opening_attempt_unlinked on opening_attempt (opening_id, sequence) where link is null',
  `create function attempt_line(a opening_attempt) returns text language sql immutable as $$
    select concat_ws('|', a.opening_id, a.run, a.sequence, a.id, extract(epoch from a.at)::text, a.unit_id,
      a.customer_id, a.by_id, a.outcome, coalesce(a.code, '-'), coalesce(a.held_kind, '-'),
      coalesce(extract(epoch from a.held_since)::text, '-'), coalesce(a.subscription_id::text, '-')) $$`,
  `create function attempt_hashed() returns trigger language plpgsql as $$ begin
    if tg_op = 'INSERT' then
      new.hash := encode(sha256(convert_to(attempt_line(new), 'UTF8')), 'hex');
      return new;
    end if;
    if tg_op = 'UPDATE' and old.link is null
      and to_jsonb(new) - 'link' - 'link_hash' = to_jsonb(old) - 'link' - 'link_hash' then return new; end if;
    raise exception 'OPEN-1: an attempt that was recorded stands'; end $$`,
  `create trigger attempt_hashed before insert or update or delete on opening_attempt
    for each row execute function attempt_hashed()`,
  // OPEN-1: links what has been recorded into the opening's chain, without gaps; away from the attempts themselves.
  `create function seal_attempts(about uuid, most integer) returns integer language plpgsql security definer
    set search_path from current as $$
    declare last_link int; last_hash text; line opening_attempt; sealed integer := 0; begin
    perform pg_advisory_xact_lock(hashtextextended('seal_attempts ' || about, 0));
    select a.link, a.link_hash into last_link, last_hash from opening_attempt a
      where a.opening_id = about and a.link is not null order by a.link desc limit 1;
    for line in select * from opening_attempt a where a.opening_id = about and a.link is null
      order by a.sequence limit most loop
      last_link := coalesce(last_link, 0) + 1;
      last_hash := encode(sha256(convert_to(coalesce(last_hash, '') || '|' || line.hash, 'UTF8')), 'hex');
      update opening_attempt set link = last_link, link_hash = last_hash where id = line.id;
      sealed := sealed + 1;
    end loop;
    return sealed; end $$`,
  // The first link of an opening that does not hold, or null.
  `create function broken_attempt_link(about uuid) returns int language sql stable as $$
    select link from (
      select a.link, a.link_hash, a.hash, lag(a.link_hash) over (order by a.link) as previous,
        row_number() over (order by a.link) as n, attempt_line(a) as line
      from opening_attempt a where a.opening_id = about and a.link is not null) links
    where link <> n or hash <> encode(sha256(convert_to(line, 'UTF8')), 'hex')
      or link_hash <> encode(sha256(convert_to(coalesce(previous, '') || '|' || hash, 'UTF8')), 'hex')
    order by link limit 1 $$`,
];
