import { Migration } from '@mikro-orm/migrations';

/** What must never happen to money is refused here, whatever the code does. */
export class Migration0003Guards extends Migration {
  override up(): void {
    for (const statement of [...links, ...numbers, ...makers, ...sums, ...ledger, ...proof]) this.addSql(statement);
  }
}

const links = [
  ...['receivable', 'receipt', 'allocation', 'refund', 'invoice', 'journal_entry'].map(
    (table) => `alter table ${table} add constraint ${table}_of_deal
      foreign key (deal_id) references deal deferrable initially deferred`,
  ),
  `alter table allocation add constraint allocation_of_receivable
    foreign key (receivable_id) references receivable deferrable initially deferred`,
  `alter table allocation add constraint allocation_of_entry
    foreign key (entry_id) references journal_entry deferrable initially deferred`,
  `alter table journal_line add constraint journal_line_of_entry
    foreign key (entry_id) references journal_entry deferrable initially deferred`,
  'create index deal_project on deal (project_id)',
  'create index receivable_deal on receivable (deal_id)',
  // FIN-9: the arrears of a project, longest overdue first.
  `create index receivable_arrears on receivable (project_id, due_on, id) where state = 'open'`,
  'create index receipt_deal on receipt (deal_id)',
  'create index allocation_deal on allocation (deal_id)',
  'create index allocation_receivable on allocation (receivable_id)',
  'create index refund_deal on refund (deal_id)',
  'create index journal_entry_deal on journal_entry (deal_id)',
  'create index journal_entry_project on journal_entry (project_id)',
  'create index journal_line_entry on journal_line (entry_id)',
];

const numbers = [
  // FIN-2: a project's receipts are numbered 1, 2, 3 …, none is missing and none is used twice.
  'create unique index receipt_serial on receipt (project_id, serial)',
  `create function receipt_follows() returns trigger language plpgsql as $$ begin
    if new.serial <> 1 and not exists (
      select from receipt where project_id = new.project_id and serial = new.serial - 1)
    then raise exception 'a receipt number would be missing' using errcode = 'check_violation'; end if;
    return new; end $$`,
  'create trigger receipt_follows before insert on receipt for each row execute function receipt_follows()',
  // MOR-5: one receipt for a disbursement.
  'create unique index receipt_disbursement on receipt (disbursement_id)',
  'create unique index receivable_once on receivable (deal_id, kind, line)',
  'create unique index deal_contract on deal (contract_id)',
  'create unique index invoice_number on invoice (number)',
  'create unique index invoice_once on invoice (deal_id)',
  'create unique index journal_document on journal_entry (document_kind, document_id)',
];

/** ALL-4: maker and checker are different people. */
const makers = [
  `alter table refund add constraint refund_people check (
    approved_by <> requested_by and paid_by <> requested_by and paid_by <> approved_by)`,
  `alter table refund add constraint refund_steps check (case state
    when 'requested' then approved_by is null and paid_by is null
    when 'approved' then approved_by is not null and paid_by is null
    when 'refused' then approved_by is not null and decision_reason is not null and paid_by is null
    when 'paid' then approved_by is not null and paid_by is not null else false end)`,
  'alter table invoice add constraint invoice_people check (confirmed_by <> issued_by)',
  `alter table invoice add constraint invoice_steps check (case state
    when 'issued' then confirmed_by is null when 'confirmed' then confirmed_by is not null else false end)`,
];

const sums = [
  'alter table deal add constraint deal_sums check (received = allocated + credit + refunded)',
  `alter table deal add constraint deal_not_negative check (
    received >= 0 and allocated >= 0 and credit >= 0 and refund_pending >= 0 and refunded >= 0)`,
  // FIN-6: never more is given back than is held.
  'alter table deal add constraint deal_refunds_held check (refund_pending <= credit)',
  `alter table deal add constraint deal_state check (
    state in ('subscribed', 'contracted', 'cancelled') and (state <> 'contracted' or price is not null))`,
  'alter table receipt add constraint receipt_positive check (amount > 0)',
  'alter table refund add constraint refund_positive check (amount > 0)',
  'alter table allocation add constraint allocation_not_zero check (amount <> 0)',
  'alter table invoice add constraint invoice_sums check (net + vat = amount and net >= 0 and vat >= 0)',
  // Nobody pays more than is owed; a settlement owed to the customer is negative.
  `alter table receivable add constraint receivable_paid check (
    paid between least(amount, 0) and greatest(amount, 0) and case state
    when 'open' then paid <> amount when 'paid' then paid = amount
    when 'converted' then paid = 0 and kind = 'deposit' when 'cancelled' then paid = 0 else false end)`,
];

/** FIN-3: entries are balanced when they are committed, and nothing is changed or added to them afterwards. */
const ledger = [
  `alter table journal_line add constraint journal_line_one_side check (
    (debit > 0 and credit = 0) or (credit > 0 and debit = 0))`,
  `create function journal_balances() returns trigger language plpgsql as $$
    declare entry uuid := (to_jsonb(new) ->> tg_argv[0])::uuid; debits numeric; credits numeric; begin
    select sum(debit), sum(credit) into debits, credits from journal_line where entry_id = entry;
    if debits is distinct from credits or debits is null then
      raise exception 'journal entry % is not balanced', entry using errcode = 'check_violation'; end if;
    if not exists (select from journal_entry where id = entry and xmin = pg_current_xact_id()::xid) then
      raise exception 'journal entry % is closed', entry using errcode = 'check_violation'; end if;
    return null; end $$`,
  `create constraint trigger journal_entry_balances after insert on journal_entry deferrable initially deferred
    for each row execute function journal_balances('id')`,
  `create constraint trigger journal_line_balances after insert on journal_line deferrable initially deferred
    for each row execute function journal_balances('entry_id')`,
  `create function append_only() returns trigger language plpgsql as $$ begin
    raise exception '% is append-only', tg_table_name using errcode = 'check_violation'; end $$`,
  ...['journal_entry', 'journal_line', 'allocation', 'receipt'].flatMap((table) => [
    `create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function append_only()`,
    `create trigger ${table}_no_truncate before truncate on ${table}
      for each statement execute function append_only()`,
  ]),
];

/** FIN-3: what a customer has paid is what is allocated, held and refunded, in the books as in the ledger. */
const proof = [
  `create view deal_proof as
    select *, coalesce(
      received = receipts and allocated = allocations and allocated = paid and received - refunded = cash
      and credit = held and refunded = refunds and refund_pending = refunds_pending and receivables_apart = 0,
      false) as holds
    from (select d.id as deal_id, d.project_id, d.received, d.allocated, d.credit, d.refund_pending, d.refunded,
        (select coalesce(sum(amount), 0) from receipt where deal_id = d.id) as receipts,
        (select coalesce(sum(amount), 0) from allocation where deal_id = d.id) as allocations,
        (select coalesce(sum(amount), 0) from refund where deal_id = d.id and state = 'paid') as refunds,
        (select coalesce(sum(amount), 0) from refund
          where deal_id = d.id and state in ('requested', 'approved')) as refunds_pending,
        (select coalesce(sum(paid), 0) from receivable where deal_id = d.id) as paid,
        (select count(*) from receivable r where r.deal_id = d.id and r.paid <> (
          select coalesce(sum(a.amount), 0) from allocation a where a.receivable_id = r.id)) as receivables_apart,
        (select coalesce(sum(l.debit - l.credit), 0) from journal_entry e join journal_line l on l.entry_id = e.id
          where e.deal_id = d.id and l.account in ('1001', '1002')) as cash,
        (select coalesce(sum(l.credit - l.debit), 0) from journal_entry e join journal_line l on l.entry_id = e.id
          where e.deal_id = d.id and l.account = '224102') as held
      from deal d) books`,
  `create function deal_proves() returns trigger language plpgsql as $$
    declare deal uuid := (to_jsonb(new) ->> tg_argv[0])::uuid; begin
    if exists (select from deal_proof where deal_id = deal and not holds) then
      raise exception 'the money of deal % does not add up', deal using errcode = 'check_violation'; end if;
    return null; end $$`,
  `create constraint trigger deal_proves after insert or update on deal deferrable initially deferred
    for each row execute function deal_proves('id')`,
  ...['receipt', 'allocation', 'refund', 'receivable', 'journal_entry'].map(
    (table) => `create constraint trigger ${table}_proves after insert or update on ${table}
      deferrable initially deferred for each row execute function deal_proves('deal_id')`,
  ),
];
