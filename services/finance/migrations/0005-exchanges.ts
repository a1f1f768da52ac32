import { Migration } from '@mikro-orm/migrations';

/** Receipts exchanged, deposits forfeited, withdrawals: their tables, and what must never happen to them. */
export class Migration0005Exchanges extends Migration {
  override up(): void {
    for (const statement of [...tables, ...rules, ...proof]) this.addSql(statement);
  }
}

const tables = [
  `alter table deal add forfeited bigint not null default 0, add deposit_type varchar(255) not null default 'legal',
    add deal_price bigint null, add awaits_exchange boolean not null default false, add withdrawal_id uuid null`,
  'alter table deal alter forfeited drop default, alter deposit_type drop default',
  'alter table receipt add reverses_id uuid null, add replaces_id uuid null',
  'alter table refund add withdrawal_id uuid null',
  `create table exchange (
    id uuid not null, version int not null default 1, kind varchar(255) not null, project_id uuid not null,
    from_deal_id uuid not null, to_deal_id uuid not null, customer_id uuid null, reason text not null,
    state varchar(255) not null, requested_at timestamptz not null, done_by_id uuid null, done_at timestamptz null,
    primary key (id))`,
  `create table deposit_referral (
    id uuid not null, version int not null default 1, project_id uuid not null, reason text not null,
    state varchar(255) not null, referred_by uuid not null, referred_at timestamptz not null, decided_by uuid null,
    decided_at timestamptz null, decision_reason text null, primary key (id))`,
  `create table forfeiture (
    id uuid not null, deal_id uuid not null, project_id uuid not null, amount bigint not null,
    derivation jsonb not null, reason text not null, by_id uuid not null, at timestamptz not null, primary key (id))`,
  `comment on table forfeiture is 'append-only'`,
  `create table withdrawal (
    id uuid not null, version int not null default 1, deal_id uuid not null, project_id uuid not null,
    retain bigint not null, reason text not null, closed jsonb not null, state varchar(255) not null,
    executed_by uuid not null, executed_at timestamptz not null, ended_at timestamptz null, primary key (id))`,
  // FIN-9: the lists of what waits, oldest first.
  'create index exchange_page on exchange (project_id, id)',
  'create index exchange_page_of_state on exchange (project_id, state, id)',
  'create index exchange_from on exchange (from_deal_id)',
  'create index exchange_to on exchange (to_deal_id)',
  'create index deposit_referral_page on deposit_referral (project_id, id)',
  'create index deposit_referral_page_of_state on deposit_referral (project_id, state, id)',
  'create index refund_page on refund (project_id, id)',
  'create index refund_page_of_state on refund (project_id, state, id)',
  'create index forfeiture_deal on forfeiture (deal_id)',
];

const rules = [
  ...['withdrawal', 'forfeiture'].map(
    (table) => `alter table ${table} add constraint ${table}_of_deal
      foreign key (deal_id) references deal deferrable initially deferred`,
  ),
  // FIN-5: one exchange at a time, in one project; two deals in a swap, one in a rename.
  `create unique index exchange_one_awaited_from on exchange (from_deal_id) where state = 'awaiting'`,
  `create unique index exchange_one_awaited_to on exchange (to_deal_id) where state = 'awaiting'`,
  `alter table exchange
    add constraint exchange_kind check (case kind when 'swap' then from_deal_id <> to_deal_id and customer_id is null
      when 'rename' then from_deal_id = to_deal_id and customer_id is not null else false end),
    add constraint exchange_state check (case state when 'awaiting' then done_by_id is null
      when 'dropped' then done_by_id is null when 'done' then done_by_id is not null and done_at is not null
      else false end)`,
  // FIN-4, FIN-5: a receipt is taken back once, for what it was; in its place comes one, of the same money.
  'alter table receipt drop constraint receipt_positive',
  `alter table receipt add constraint receipt_sign check (
    (reverses_id is null and amount > 0) or (reverses_id is not null and amount < 0 and replaces_id is null))`,
  'create unique index receipt_reversed_once on receipt (reverses_id)',
  'create unique index receipt_replaced_once on receipt (replaces_id)',
  `create function receipt_links() returns trigger language plpgsql as $$ begin
    if new.reverses_id is not null and not exists (select from receipt where id = new.reverses_id
      and deal_id = new.deal_id and method = new.method and amount = -new.amount and reverses_id is null)
    then raise exception 'a red-letter receipt is not of its receipt' using errcode = 'check_violation'; end if;
    if new.replaces_id is not null and not exists (
      select from receipt was join receipt red on red.reverses_id = was.id where was.id = new.replaces_id
        and was.project_id = new.project_id and was.method = new.method and was.amount = new.amount)
    then raise exception 'a new receipt is not for the same money' using errcode = 'check_violation'; end if;
    return null; end $$`,
  `create constraint trigger receipt_links after insert on receipt deferrable initially deferred
    for each row execute function receipt_links()`,
  // SUB-2, SUB-4: at most what was paid is kept, and a referral is decided once.
  'alter table forfeiture add constraint forfeiture_positive check (amount > 0)',
  `alter table deposit_referral add constraint deposit_referral_state check (case state
    when 'awaiting' then decided_by is null when 'lapsed' then decided_by is null
    when 'forfeited' then decided_by is not null and decision_reason is not null
    when 'released' then decided_by is not null and decision_reason is not null else false end)`,
  `alter table deal add constraint deal_deposit_type check (deposit_type in ('legal', 'prepayment', 'earnest'))`,
  // SUB-6, CON-5: one withdrawal of a deal at a time, one refund for it.
  `create unique index withdrawal_one_a_deal on withdrawal (deal_id) where state <> 'refused'`,
  'create unique index refund_one_a_withdrawal on refund (withdrawal_id)',
  `alter table withdrawal add constraint withdrawal_state check (
    state in ('requested', 'settled', 'refused') and (state = 'requested') = (ended_at is null) and retain >= 0)`,
  ...['forfeiture'].flatMap((table) => [
    `create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function append_only()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
      for each statement execute function append_only()`,
  ]),
  'alter table deal drop constraint deal_sums, drop constraint deal_not_negative',
  'alter table deal add constraint deal_sums check (received = allocated + credit + refunded + forfeited)',
  `alter table deal add constraint deal_not_negative check (
    received >= 0 and allocated >= 0 and credit >= 0 and refund_pending >= 0 and refunded >= 0 and forfeited >= 0)`,
];

/** FIN-3: what a customer has paid is what is allocated, held, refunded and forfeited, in the books as in the ledger. */
const proof = [
  'drop view deal_proof',
  `create view deal_proof as
    select *, coalesce(
      received = receipts and allocated = allocations and allocated = paid and received - refunded = cash
      and credit = held and refunded = refunds and refund_pending = refunds_pending and receivables_apart = 0
      and forfeited = forfeitures and forfeited = kept, false) as holds
    from (select d.id as deal_id, d.project_id, d.received, d.allocated, d.credit, d.refund_pending, d.refunded,
        d.forfeited,
        (select coalesce(sum(amount), 0) from receipt where deal_id = d.id) as receipts,
        (select coalesce(sum(amount), 0) from allocation where deal_id = d.id) as allocations,
        (select coalesce(sum(amount), 0) from refund where deal_id = d.id and state = 'paid') as refunds,
        (select coalesce(sum(amount), 0) from refund
          where deal_id = d.id and state in ('requested', 'approved')) as refunds_pending,
        (select coalesce(sum(amount), 0) from forfeiture where deal_id = d.id) as forfeitures,
        (select coalesce(sum(paid), 0) from receivable where deal_id = d.id) as paid,
        (select count(*) from receivable r where r.deal_id = d.id and r.paid <> (
          select coalesce(sum(a.amount), 0) from allocation a where a.receivable_id = r.id)) as receivables_apart,
        (select coalesce(sum(l.debit - l.credit), 0) from journal_entry e join journal_line l on l.entry_id = e.id
          where e.deal_id = d.id and l.account in ('1001', '1002')) as cash,
        (select coalesce(sum(l.credit - l.debit), 0) from journal_entry e join journal_line l on l.entry_id = e.id
          where e.deal_id = d.id and l.account = '224102') as held,
        (select coalesce(sum(l.credit - l.debit), 0) from journal_entry e join journal_line l on l.entry_id = e.id
          where e.deal_id = d.id and l.account = '6301' and e.document_kind = 'forfeiture') as kept
      from deal d) books`,
  `create constraint trigger forfeiture_proves after insert on forfeiture
    deferrable initially deferred for each row execute function deal_proves('deal_id')`,
];
