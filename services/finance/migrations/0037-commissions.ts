import { Migration } from '@mikro-orm/migrations';

/** Commissions (FIN-13): terms by contract, entries, periods, and what must never happen to them. */
export class Migration0037Commissions extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules]) this.addSql(statement);
  }
}

const tables = [
  `create table commission_deal (
    id uuid not null, version int not null default 1, project_id uuid not null, contract_id uuid not null,
    consultant_id uuid not null, rate numeric(20,10) not null, steps jsonb not null,
    flagged boolean not null default false, earned bigint not null, primary key (id))`,
  `create table commission_entry (
    id uuid not null, project_id uuid not null, deal_id uuid not null, consultant_id uuid not null,
    amount bigint not null, derivation jsonb not null, at timestamptz not null, day varchar(255) not null,
    period_id uuid null, primary key (id))`,
  `create table commission_period (
    id uuid not null, version int not null default 1, project_id uuid not null, until varchar(255) not null,
    state varchar(255) not null, people int not null, payable bigint not null, settled_by_id uuid not null,
    settled_at timestamptz not null, paid_by_id uuid null, paid_at timestamptz null, reference varchar(255) null,
    primary key (id))`,
  `create table commission_payout (
    id uuid not null, period_id uuid not null, project_id uuid not null, consultant_id uuid not null,
    until varchar(255) not null, brought_forward bigint not null, earned bigint not null, payable bigint not null,
    carried_forward bigint not null, derivation jsonb not null, primary key (id))`,
  `comment on table commission_payout is 'append-only'`,
  'create index commission_entry_page on commission_entry (project_id, id)',
  'create index commission_entry_of on commission_entry (project_id, consultant_id, id)',
  'create index commission_entry_deal on commission_entry (deal_id)',
  'create index commission_entry_open on commission_entry (project_id, day) where period_id is null',
  'create index commission_entry_period on commission_entry (period_id)',
  'create index commission_payout_of on commission_payout (project_id, consultant_id, until)',
  'create unique index commission_payout_once on commission_payout (period_id, consultant_id)',
];

const rules = [
  `alter table commission_deal add constraint commission_deal_of_deal
    foreign key (id) references deal deferrable initially deferred`,
  `alter table commission_deal add constraint commission_not_negative check (earned >= 0)`,
  `alter table commission_entry add constraint commission_entry_of_deal
    foreign key (deal_id) references commission_deal deferrable initially deferred`,
  `alter table commission_entry add constraint commission_entry_of_period
    foreign key (period_id) references commission_period deferrable initially deferred`,
  `alter table commission_payout add constraint commission_payout_of_period
    foreign key (period_id) references commission_period deferrable initially deferred`,
  'alter table commission_entry add constraint commission_entry_not_zero check (amount <> 0)',
  // A until is settled once.
  'create unique index commission_period_once on commission_period (project_id, until)',
  `alter table commission_period add constraint commission_period_state check (case state
    when 'settled' then paid_at is null and paid_by_id is null
    when 'paid' then paid_at is not null and paid_by_id is not null and reference is not null else false end)`,
  `alter table commission_payout add constraint commission_payout_sums check (
    brought_forward + earned = payable + carried_forward and payable >= 0 and carried_forward <= 0
    and (payable = 0 or carried_forward = 0))`,
  // Of an entry only its period is given, once.
  `create function commission_entry_kept() returns trigger language plpgsql as $$ begin
    if tg_op = 'DELETE' or old.period_id is not null
      or to_jsonb(new) - 'period_id' <> to_jsonb(old) - 'period_id' then
      raise exception 'a commission entry is settled once and otherwise kept as it is'
        using errcode = 'check_violation'; end if;
    return new; end $$`,
  `create trigger commission_entry_kept before update or delete on commission_entry
    for each row execute function commission_entry_kept()`,
  `create trigger commission_payout_append_only before update or delete on commission_payout
    for each row execute function append_only()`,
  // What a deal earned is the sum of its entries.
  `create function commission_proves() returns trigger language plpgsql as $$
    declare deal uuid := (to_jsonb(new) ->> tg_argv[0])::uuid; begin
    if exists (select from commission_deal d where d.id = deal and d.earned <>
      (select coalesce(sum(amount), 0) from commission_entry where deal_id = deal)) then
      raise exception 'the commission of deal % does not add up', deal using errcode = 'check_violation'; end if;
    return null; end $$`,
  `create constraint trigger commission_deal_proves after insert or update on commission_deal
    deferrable initially deferred for each row execute function commission_proves('id')`,
  `create constraint trigger commission_entry_proves after insert on commission_entry
    deferrable initially deferred for each row execute function commission_proves('deal_id')`,
  // What somebody is paid for in a period is the sum of their entries in it.
  `create function commission_payout_proves() returns trigger language plpgsql as $$ begin
    if new.earned <> (select coalesce(sum(amount), 0) from commission_entry
      where period_id = new.period_id and consultant_id = new.consultant_id) then
      raise exception 'a payout is not the sum of its entries' using errcode = 'check_violation'; end if;
    return null; end $$`,
  `create constraint trigger commission_payout_proves after insert on commission_payout
    deferrable initially deferred for each row execute function commission_payout_proves()`,
];
