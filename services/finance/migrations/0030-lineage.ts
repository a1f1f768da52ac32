import { Migration } from '@mikro-orm/migrations';

/** Whose money lies where and since when (FIN-2, FIN-7); what of a receipt is gone for good (FIN-6). */
export class Migration0030Lineage extends Migration {
  override up(): void {
    for (const statement of [...columns, ...outlays, ...backfill, ...money, ...proof]) this.addSql(statement);
  }
}

const day = (instant: string) => `to_char(${instant} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;

const columns = [
  'alter table receipt add value_day varchar(255) null',
  'alter table allocation add receipt_id uuid null, add value_day varchar(255) null',
];

const outlays = [
  `create table outlay (
    id uuid not null, deal_id uuid not null, receipt_id uuid null, value_day varchar(255) not null,
    entry_id uuid not null, amount bigint not null, at timestamptz not null, primary key (id))`,
  `comment on table outlay is 'append-only'`,
  'alter table outlay add constraint outlay_positive check (amount > 0)',
  ...['deal', 'receipt', 'journal_entry'].map(
    (table) => `alter table outlay add constraint outlay_of_${table}
      foreign key (${table === 'journal_entry' ? 'entry' : table}_id) references ${table}
      deferrable initially deferred`,
  ),
  'create index outlay_deal on outlay (deal_id)',
  'create index outlay_receipt on outlay (receipt_id)',
  `create trigger outlay_append_only before update or delete on outlay
    for each row execute function append_only()`,
  `create trigger outlay_no_truncate before truncate on outlay
    for each statement execute function append_only()`,
];

/** What was booked before it was kept whose money it is: replayed in its order, the oldest money first. */
const replay = `
  create function replay_lineage() returns void language plpgsql as $$
  declare part record; lot record; rest bigint; piece bigint; begin
  create temporary table pool (deal_id uuid, receipt_id uuid, value_day text, place bigserial, amount bigint)
    on commit drop;
  create temporary table lying (receivable_id uuid, receipt_id uuid, value_day text, place bigserial, amount bigint)
    on commit drop;
  for part in
    select e.id as entry_id, e.deal_id, e.document_id, e.posted_at, a.id, a.receivable_id, a.amount, a.value_day,
      v.amount < 0 as owed_to_customer, r.amount as received, r.value_day as received_on, r.reverses_id,
      row_number() over (partition by e.id order by a.amount > 0, a.id) as place, coalesce(x.amount, f.amount) as gone
    from journal_entry e left join allocation a on a.entry_id = e.id left join receivable v on v.id = a.receivable_id
    left join receipt r on r.id = e.document_id and e.document_kind in ('receipt', 'reversal')
    left join refund x on x.id = e.document_id and e.document_kind = 'refund'
    left join forfeiture f on f.id = e.document_id and e.document_kind = 'forfeiture'
    order by e.deal_id, e.posted_at, e.id, place
  loop
    if part.place = 1 and part.received > 0 then
      insert into pool (deal_id, receipt_id, value_day, amount)
        values (part.deal_id, part.document_id, part.received_on, part.received);
    elsif part.place = 1 and part.received < 0 then
      update pool set amount = amount + part.received where receipt_id = part.reverses_id;
    end if;
    rest := part.gone;
    while rest > 0 loop
      select * into lot from pool where deal_id = part.deal_id and amount > 0 order by place limit 1;
      exit when not found;
      piece := least(rest, lot.amount);
      rest := rest - piece;
      update pool set amount = amount - piece where place = lot.place;
      insert into outlay values (gen_random_uuid(), part.deal_id, lot.receipt_id, lot.value_day, part.entry_id, piece,
        part.posted_at);
    end loop;
    continue when part.id is null;
    delete from allocation where id = part.id;
    rest := abs(part.amount);
    while rest > 0 loop
      if part.amount < 0 and part.owed_to_customer then
        lot := null;
        insert into pool (deal_id, value_day, amount) values (part.deal_id, part.value_day, rest);
      elsif part.amount < 0 then
        select * into lot from lying where receivable_id = part.receivable_id and amount > 0
          order by receipt_id = part.reverses_id desc nulls last, place desc limit 1;
      else
        select * into lot from pool where deal_id = part.deal_id and amount > 0
          order by receipt_id = part.document_id desc nulls last, receipt_id is null desc, place limit 1;
      end if;
      piece := least(rest, coalesce(lot.amount, rest));
      rest := rest - piece;
      if lot.place is null then null;
      elsif part.amount < 0 then
        update lying set amount = amount - piece where place = lot.place;
        update pool set amount = amount + piece where deal_id = part.deal_id
          and receipt_id is not distinct from lot.receipt_id and value_day = lot.value_day;
      else
        update pool set amount = amount - piece where place = lot.place;
      end if;
      if part.amount > 0 then
        insert into lying (receivable_id, receipt_id, value_day, amount)
          values (part.receivable_id, lot.receipt_id, coalesce(lot.value_day, part.value_day), piece);
      end if;
      insert into allocation values (gen_random_uuid(), part.deal_id, part.receivable_id, part.entry_id,
        sign(part.amount) * piece, part.posted_at, lot.receipt_id, coalesce(lot.value_day, part.value_day));
    end loop;
  end loop; end $$`;

const backfill = [
  'alter table receipt disable trigger user',
  'alter table allocation disable trigger user',
  `update receipt set value_day = ${day('received_at')}`,
  'update receipt r set value_day = was.value_day from receipt was where was.id = r.replaces_id',
  `update allocation set value_day = ${day('at')}`,
  replay,
  'select replay_lineage()',
  'drop function replay_lineage()',
  'set constraints all immediate',
  'set constraints all deferred',
  'alter table receipt enable trigger user',
  'alter table allocation enable trigger user',
  'alter table receipt alter value_day set not null',
  'alter table allocation alter value_day set not null',
  `alter table allocation add constraint allocation_of_receipt
    foreign key (receipt_id) references receipt deferrable initially deferred`,
  'create index allocation_receipt on allocation (receipt_id)',
];

/** What of each receipt is free: what it is worth, less what lies on receivables, less what is gone for good. */
const money = [
  `create view receipt_money as
    select *, worth - allocated - spent as free
    from (select r.id as receipt_id, r.deal_id, r.project_id, r.value_day, r.amount,
        r.amount + (select coalesce(sum(red.amount), 0) from receipt red where red.reverses_id = r.id) as worth,
        (select coalesce(sum(a.amount), 0) from allocation a where a.receipt_id = r.id) as allocated,
        (select coalesce(sum(o.amount), 0) from outlay o where o.receipt_id = r.id) as spent
      from receipt r where r.reverses_id is null) lots`,
  'drop trigger receipt_links on receipt',
  // FIN-5: what of it was refunded stays with the old receipt; the rest is taken back, and issued anew.
  `create or replace function receipt_links() returns trigger language plpgsql as $$ begin
    if new.reverses_id is not null and not exists (select from receipt where id = new.reverses_id
      and deal_id = new.deal_id and method = new.method and amount >= -new.amount and reverses_id is null)
    then raise exception 'a red-letter receipt is not of its receipt' using errcode = 'check_violation'; end if;
    if new.replaces_id is not null and not exists (
      select from receipt was join receipt red on red.reverses_id = was.id where was.id = new.replaces_id
        and was.project_id = new.project_id and was.method = new.method and red.amount = -new.amount)
    then raise exception 'a new receipt is not for the same money' using errcode = 'check_violation'; end if;
    return null; end $$`,
  `create constraint trigger receipt_links after insert on receipt deferrable initially deferred
    for each row execute function receipt_links()`,
];

/** FIN-3: the proof, also of each receipt: nothing of it is twice in use, and what is free of all is what is held. */
const proof = [
  'drop view deal_proof',
  `create view deal_proof as
    select *, coalesce(
      received = receipts and allocated = allocations and allocated = paid and received - refunded = cash
      and credit = held and refunded = refunds and refund_pending = refunds_pending and receivables_apart = 0
      and forfeited = forfeitures and forfeited = kept and spent = refunded + forfeited and receipts_overdrawn = 0,
      false) as holds
    from (select d.id as deal_id, d.project_id, d.received, d.allocated, d.credit, d.refund_pending, d.refunded,
        d.forfeited,
        (select coalesce(sum(amount), 0) from receipt where deal_id = d.id) as receipts,
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
  `create constraint trigger outlay_proves after insert on outlay
    deferrable initially deferred for each row execute function deal_proves('deal_id')`,
];
