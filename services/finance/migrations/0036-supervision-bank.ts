import { Migration } from '@mikro-orm/migrations';

/** What the supervision bank and the regulator have of supervised money (FIN-12, section 8). */
export class Migration0036SupervisionBank extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules, ...past]) this.addSql(statement);
  }
}

const tables = [
  `create table supervised_booking (
    id uuid not null, version int not null default 1, account_id uuid not null, project_id uuid not null,
    kind varchar(255) not null, of_id uuid null, unit_code varchar(255) not null, amount bigint not null,
    round int not null default 1, state varchar(255) not null, slip varchar(255) null, refused_for text null,
    typed jsonb null, since timestamptz not null, settled_at timestamptz null, primary key (id))`,
  `create table day_matching (
    id uuid not null, version int not null default 1, account_id uuid not null, project_id uuid not null,
    day varchar(255) not null, state varchar(255) not null, typed jsonb null, asked_by uuid not null,
    asked_at timestamptz not null, matched_at timestamptz null, checked_by uuid null, checked_at timestamptz null,
    primary key (id))`,
  `create table day_match (
    id uuid not null, version int not null default 1, matching_id uuid not null, account_id uuid not null,
    project_id uuid not null, reference varchar(255) not null, day varchar(255) not null, ours bigint null,
    bank bigint null, regulator bigint null, finding varchar(255) not null, found_at timestamptz not null,
    explained_for text null, explained_by uuid null, primary key (id))`,
  'alter table release_request add typed jsonb null',
];

const rules = [
  `alter table supervised_booking add constraint supervised_booking_of_movement
    foreign key (id) references supervised_movement deferrable initially deferred`,
  `alter table day_match add constraint day_match_of_matching
    foreign key (matching_id) references day_matching deferrable initially deferred`,
  ...['day_matching', 'day_match'].map(
    (table) => `alter table ${table} add constraint ${table}_of_account
      foreign key (account_id) references supervised_account deferrable initially deferred`,
  ),
  'create index supervised_booking_account on supervised_booking (account_id, id)',
  'create index supervised_booking_account_state on supervised_booking (account_id, state, id)',
  `create index supervised_booking_open on supervised_booking (project_id, state, since) where settled_at is null`,
  `create index supervised_booking_refused on supervised_booking (project_id, since) where state = 'refused'`,
  'create unique index day_matching_once on day_matching (account_id, day)',
  // One movement is matched once, whatever the number of runs.
  'create unique index day_match_once on day_match (account_id, reference)',
  'create index day_match_matching on day_match (matching_id, finding)',
  `create index day_match_open on day_match (project_id, found_at) where finding <> 'matched' and explained_for is null`,
  'create index supervised_movement_at on supervised_movement (account_id, at)',
  `alter table supervised_booking add constraint supervised_booking_state check (amount > 0 and round > 0 and case state
    when 'refused' then refused_for is not null
    when 'booked' then kind = 'deposited' and settled_at is not null
    when 'reversed' then kind = 'reversed' and settled_at is not null
    when 'paid' then kind = 'refunded' and settled_at is not null
    else state in ('to-verify', 'to-book', 'to-reverse', 'to-pay', 'submitted') and settled_at is null end)`,
  `alter table day_matching add constraint day_matching_people check (checked_by <> asked_by)`,
  `alter table day_matching add constraint day_matching_state check (case state
    when 'asked' then checked_by is null when 'matched' then matched_at is not null and checked_by is null
    when 'checked' then matched_at is not null and checked_by is not null else false end)`,
  `alter table day_match add constraint day_match_finding check ((explained_for is null) = (explained_by is null)
    and case finding when 'matched' then ours = bank and ours = regulator
    when 'missing-ours' then ours is null when 'missing-bank' then bank is null
    when 'missing-regulator' then regulator is null when 'differs' then bank <> ours or regulator <> ours
    else false end)`,
  // Each movement that the bank does not make itself is told to it: the dialogue begins with the row.
  `create function booking_is_told() returns trigger language plpgsql as $$ begin
    insert into deadline (kind, about, due_at) values ('FIN-12.book', new.id, now()); return null; end $$`,
  `create trigger booking_is_told after insert on supervised_booking
    for each row execute function booking_is_told()`,
  `create function movement_has_booking() returns trigger language plpgsql as $$ begin
    if new.kind <> 'released' and not exists (select from supervised_booking where id = new.id and kind = new.kind
      and amount = abs(new.amount)) then
      raise exception 'a supervised movement is not told to the bank' using errcode = 'check_violation'; end if;
    return null; end $$`,
];

/** Money that moved before there was a dialogue is told now. */
const past = [
  `insert into supervised_booking (id, account_id, project_id, kind, of_id, unit_code, amount, state, since)
    select m.id, m.account_id, m.project_id, m.kind, (select o.id from receipt red
        join supervised_movement o on o.receipt_id = red.reverses_id where red.id = m.receipt_id), d.unit_code,
      abs(m.amount), case m.kind when 'deposited' then 'to-verify' when 'reversed' then 'to-reverse' else 'to-pay' end,
      m.at
    from supervised_movement m join deal d on d.id = m.deal_id where m.kind <> 'released'`,
  `create constraint trigger movement_has_booking after insert on supervised_movement deferrable initially deferred
    for each row execute function movement_has_booking()`,
];
