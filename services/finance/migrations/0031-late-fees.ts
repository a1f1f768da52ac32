import { Migration } from '@mikro-orm/migrations';

/** Late fees by the clauses of each deal, and what is waived of them (FIN-7); fees by area (FIN-1). */
export class Migration0031LateFees extends Migration {
  override up(): void {
    for (const statement of [...terms, ...fees, ...waivers]) this.addSql(statement);
  }
}

const terms = [
  `alter table deal add late_rate numeric(20,10) null, add late_tier_days int null,
    add late_rate_beyond numeric(20,10) null, add late_on_loan boolean not null default false,
    add late_fees_last boolean not null default false, add building_area bigint null`,
  `alter table deal add constraint deal_late_terms check (
    late_rate between 0 and 1 and late_rate_beyond between 0 and 1
    and (late_tier_days is null) = (late_rate_beyond is null) and (late_rate is not null or late_tier_days is null))`,
];

const fees = [
  `alter table receivable add late_after varchar(255) null, add cut bigint null, add cut_on varchar(255) null,
    add late_of uuid null, add late_fee bigint null, add waived bigint not null default 0`,
  'alter table receivable alter waived drop default',
  `alter table receivable add constraint receivable_late_of
    foreign key (late_of) references receivable deferrable initially deferred`,
  // FIN-7: a late fee is what it is before waivers, less what is waived; and it is never below zero.
  `alter table receivable add constraint receivable_late_fee check (
    (late_of is null) = (late_fee is null) and (late_of is null or kind = 'late-fee') and waived >= 0
    and (late_of is null or (amount = late_fee - waived and waived <= late_fee)))`,
  `alter table receivable add constraint receivable_cut check ((cut is null) = (cut_on is null) and cut > 0)`,
  'create unique index receivable_late_fee_once on receivable (late_of)',
];

const waivers = [
  `create table late_fee_waiver (
    id uuid not null, version int not null default 1, deal_id uuid not null, project_id uuid not null,
    receivable_id uuid not null, amount bigint null, reason text not null, state varchar(255) not null,
    requested_by uuid not null, requested_at timestamptz not null, decided_by uuid null, decided_at timestamptz null,
    decision_reason text null, fee bigint null, waived_before bigint null, granted bigint null, derivation jsonb null,
    primary key (id))`,
  `alter table late_fee_waiver
    add constraint late_fee_waiver_of_deal foreign key (deal_id) references deal deferrable initially deferred,
    add constraint late_fee_waiver_of_receivable
      foreign key (receivable_id) references receivable deferrable initially deferred,
    add constraint late_fee_waiver_amount check (amount > 0),
    add constraint late_fee_waiver_people check (decided_by <> requested_by),
    add constraint late_fee_waiver_steps check (case state
      when 'requested' then decided_by is null and granted is null
      when 'refused' then decided_by is not null and decision_reason is not null and granted is null
      when 'approved' then decided_by is not null and fee is not null and waived_before is not null
        and granted is not null else false end),
    add constraint late_fee_waiver_most check (
      granted > 0 and waived_before >= 0 and waived_before + granted <= fee and granted <= coalesce(amount, granted))`,
  `create unique index late_fee_waiver_one_asked on late_fee_waiver (receivable_id) where state = 'requested'`,
  // Each builds on the one before: of two at once that saw the same fee the second is refused.
  `create unique index late_fee_waiver_follows on late_fee_waiver (receivable_id, waived_before)
    where state = 'approved'`,
  'create index late_fee_waiver_deal on late_fee_waiver (deal_id)',
  'create index late_fee_waiver_page on late_fee_waiver (project_id, id)',
  'create index late_fee_waiver_page_of_state on late_fee_waiver (project_id, state, id)',
  `create function late_fee_waiver_stands() returns trigger language plpgsql as $$ begin
    if old.state <> 'requested' then
      raise exception 'a waiver is decided once' using errcode = 'check_violation'; end if;
    return new; end $$`,
  `create trigger late_fee_waiver_stands before update on late_fee_waiver
    for each row execute function late_fee_waiver_stands()`,
  // FIN-7: what is waived of an instalment is what was approved.
  `create function waivers_prove() returns trigger language plpgsql as $$
    declare instalment uuid := (to_jsonb(new) ->> tg_argv[0])::uuid; begin
    if exists (select from receivable r where r.id = instalment and r.late_of is null and r.waived <> (
      select coalesce(sum(w.granted), 0) from late_fee_waiver w where w.receivable_id = r.id)) then
      raise exception 'what is waived of % is not what was approved', instalment using errcode = 'check_violation';
    end if; return null; end $$`,
  `create constraint trigger late_fee_waiver_proves after insert or update on late_fee_waiver
    deferrable initially deferred for each row execute function waivers_prove('receivable_id')`,
  `create constraint trigger receivable_waived_proves after update of waived on receivable
    deferrable initially deferred for each row execute function waivers_prove('id')`,
];
