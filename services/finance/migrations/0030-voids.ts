import { Migration } from '@mikro-orm/migrations';

/** Receipts that are voided or reversed (FIN-4), and the day close of each cashier (FIN-8). */
export class Migration0030Voids extends Migration {
  override up(): void {
    for (const statement of [...columns, ...tables, ...rules, ...proof]) this.addSql(statement);
  }
}

const columns = [
  `alter table receipt add till_day varchar(255) null, add type varchar(255) null, add reason text null,
    add cheque_number varchar(255) null, add external_reference varchar(255) null`,
  'alter table receipt disable trigger user',
  // Loans are booked by the bank's message, and an old red letter is one of an exchange.
  `update receipt set till_day = to_char(received_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')
    where method <> 'loan'`,
  `update receipt r set type = coalesce((
    select case when count(distinct v.kind) > 1 then 'mixed' else min(v.kind) end
    from journal_entry e join allocation a on a.entry_id = e.id join receivable v on v.id = a.receivable_id
    where e.document_id = r.id and e.document_kind in ('receipt', 'reversal')), 'credit')`,
  'alter table receipt enable trigger user',
  `alter table receipt alter type set not null, alter type set default 'credit'`,
];

const tables = [
  `create table receipt_void (
    receipt_id uuid not null, deal_id uuid not null, project_id uuid not null, reason text not null,
    by_id uuid not null, day varchar(255) not null, at timestamptz not null, primary key (receipt_id))`,
  `comment on table receipt_void is 'append-only'`,
  `create table till (
    id uuid not null, project_id uuid not null, cashier_id uuid not null, cashier_name varchar(255) not null,
    day varchar(255) not null, closed_at timestamptz null, primary key (id))`,
  `create table day_close (
    id uuid not null, project_id uuid not null, cashier_id uuid not null, cashier_name varchar(255) not null,
    day varchar(255) not null, lines jsonb not null, booked_cash bigint not null, counted_cash bigint not null,
    difference bigint not null, reason text null, first_number varchar(255) null, last_number varchar(255) null,
    red_until timestamptz not null, closed_at timestamptz not null, primary key (id))`,
  `comment on table day_close is 'append-only'`,
  `insert into till (id, project_id, cashier_id, cashier_name, day)
    select gen_random_uuid(), project_id, cashier_id, min(cashier_name), till_day
    from receipt where till_day is not null group by 2, 3, 5`,
];

const rules = [
  ...['deal', 'receipt'].map(
    (table) => `alter table receipt_void add constraint receipt_void_of_${table}
      foreign key (${table}_id) references ${table} deferrable initially deferred`,
  ),
  ...['receipt_void', 'day_close'].flatMap((table) => [
    `create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function append_only()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
      for each statement execute function append_only()`,
  ]),
  'create index receipt_void_deal on receipt_void (deal_id)',
  'create index receipt_void_page on receipt_void (project_id, at)',
  'create index receipt_page on receipt (project_id, received_at, id)',
  'create index receipt_till on receipt (project_id, till_day, cashier_id)',
  'create unique index till_once on till (project_id, cashier_id, day)',
  'create index till_open on till (project_id, day) where closed_at is null',
  // FIN-8: a day of a cashier is closed once; a difference is explained.
  'create unique index day_close_once on day_close (project_id, cashier_id, day)',
  'create index day_close_page on day_close (project_id, closed_at, id)',
  `alter table day_close add constraint day_close_counts check (counted_cash >= 0
    and difference = counted_cash - booked_cash and (difference = 0 or reason is not null))`,
  // FIN-4: only its cashier voids a receipt, on its day, before the day close, and not one that a red letter took back.
  `create function void_allowed() returns trigger language plpgsql as $$ begin
    if not exists (select from receipt r where r.id = new.receipt_id and r.deal_id = new.deal_id
      and r.project_id = new.project_id and r.reverses_id is null and r.replaces_id is null
      and r.cashier_id = new.by_id and r.till_day = new.day)
    then raise exception 'a receipt is voided by its cashier on its day' using errcode = 'check_violation'; end if;
    if exists (select from receipt where reverses_id = new.receipt_id)
    then raise exception 'a receipt that was taken back is not voided' using errcode = 'check_violation'; end if;
    if exists (select from day_close c where c.project_id = new.project_id and c.cashier_id = new.by_id
      and c.day = new.day)
    then raise exception 'the day of the receipt is closed' using errcode = 'check_violation'; end if;
    return null; end $$`,
  `create trigger void_allowed after insert on receipt_void
    for each row execute function void_allowed()`,
  `create function receipt_allowed() returns trigger language plpgsql as $$ begin
    if new.reverses_id is not null and exists (select from receipt_void where receipt_id = new.reverses_id)
    then raise exception 'a voided receipt is not reversed' using errcode = 'check_violation'; end if;
    if new.till_day is not null and exists (select from day_close c where c.project_id = new.project_id
      and c.cashier_id = new.cashier_id and c.day = new.till_day)
    then raise exception 'the day of the receipt is closed' using errcode = 'check_violation'; end if;
    return null; end $$`,
  `create constraint trigger receipt_allowed after insert on receipt deferrable initially deferred
    for each row execute function receipt_allowed()`,
];

/** FIN-3: a voided receipt is worth nothing. */
const proof = [
  'drop view deal_proof',
  'drop view receipt_money',
  `create view receipt_money as
    select *, worth - allocated - spent as free
    from (select r.id as receipt_id, r.deal_id, r.project_id, r.value_day, r.amount,
        case when exists (select from receipt_void v where v.receipt_id = r.id) then 0
          else r.amount + (select coalesce(sum(red.amount), 0) from receipt red where red.reverses_id = r.id)
        end as worth,
        (select coalesce(sum(a.amount), 0) from allocation a where a.receipt_id = r.id) as allocated,
        (select coalesce(sum(o.amount), 0) from outlay o where o.receipt_id = r.id) as spent
      from receipt r where r.reverses_id is null) lots`,
  `create view deal_proof as
    select *, coalesce(
      received = receipts and allocated = allocations and allocated = paid and received - refunded = cash
      and credit = held and refunded = refunds and refund_pending = refunds_pending and receivables_apart = 0
      and forfeited = forfeitures and forfeited = kept and spent = refunded + forfeited and receipts_overdrawn = 0,
      false) as holds
    from (select d.id as deal_id, d.project_id, d.received, d.allocated, d.credit, d.refund_pending, d.refunded,
        d.forfeited,
        (select coalesce(sum(amount), 0) from receipt r where r.deal_id = d.id
          and not exists (select from receipt_void v where v.receipt_id = r.id)) as receipts,
        (select coalesce(sum(amount), 0) from allocation where deal_id = d.id) as allocations,
        (select coalesce(sum(amount), 0) from refund where deal_id = d.id and state = 'paid') as refunds,
        (select coalesce(sum(amount), 0) from refund
          where deal_id = d.id and state in ('requested', 'approved')) as refunds_pending,
        (select coalesce(sum(amount), 0) from forfeiture where deal_id = d.id) as forfeitures,
        (select coalesce(sum(amount), 0) from outlay where deal_id = d.id) as spent,
        (select count(*) from receipt_money where deal_id = d.id and free < 0) as receipts_overdrawn,
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
  `create constraint trigger receipt_void_proves after insert on receipt_void
    deferrable initially deferred for each row execute function deal_proves('deal_id')`,
];
