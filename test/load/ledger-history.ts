/** Which deals to write: numbers from `first` on, each with five receipts, into a project that finance knows. */
export interface Seeding {
  projectId: string;
  first: number;
  deals: number;
  /** Who sells: every deal has one of them. */
  consultants: string[];
  cashierId: string;
  /** A payer's name, sealed. */
  payer: string;
}

/** The id of the n-th row of a kind: ids made later sort later, as real ones do. */
const ids = `
  create or replace function pg_temp.sid(kind int, n bigint) returns uuid language sql immutable as $$
    select ('0175' || lpad(to_hex(kind), 4, '0') || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$`;

const deals = `
  create temporary table seed_deal as
  select n, pg_temp.sid(1, n) as id, $3::uuid as project_id, 1 + n % 5 as size, n % 4 = 0 as behind, n % 10 = 3 as held,
    ($4::uuid[])[1 + (n / 4) % cardinality($4::uuid[])] as consultant_id,
    (now() at time zone 'Asia/Shanghai')::date - 1800 + ((n - $1::bigint) * 1528 / $2::bigint)::int as opened
  from generate_series($1::bigint, $1::bigint + $2::bigint - 1) n`;

/** Fen that each receipt is of and puts to a line, and how long after the opening; line 0 is the deposit. */
const payments = `
  create temporary table seed_payment as
  select n, k, id as deal_id, project_id, opened + after as day, k - 1 as line,
    (case when k = 5 and behind then 15000000 else fen end * size)::bigint as put,
    case when k = 5 and held then 10000 else 0 end as over, case k when 1 then 'cash' else 'transfer' end as method
  from seed_deal, (values (1, 2000000, 0), (2, 18000000, 20), (3, 20000000, 88), (4, 20000000, 178), (5, 30000000, 268))
    as plan (k, fen, after)`;

/** Entry k of a deal is its k-th receipt; the sixth makes its deposit price. */
const entries = `
  create temporary table seed_entry as
  select pg_temp.sid(5, n * 6 + k) as id, n, k, project_id, deal_id, to_char(day, 'YYYY-MM-DD') as day,
    (day + time '10:00') at time zone 'Asia/Shanghai' as at, 'receipt' as kind, pg_temp.sid(3, n * 5 + k) as document
  from seed_payment
  union all
  select pg_temp.sid(5, n * 6 + 6), n, 6, project_id, id, to_char(opened + 3, 'YYYY-MM-DD'),
    (opened + 3 + time '10:00') at time zone 'Asia/Shanghai', 'contract', pg_temp.sid(2, n) from seed_deal`;

/** What is to be written, as temporary tables: deals, what is paid of them, the entries that post it. */
export function plan({ first, deals: count, projectId, consultants }: Seeding): [sql: string, params?: unknown[]][] {
  return [[ids], [deals, [first, count, projectId, consultants]], [payments], [entries]];
}

/** Each table's rows, in the order in which they would come to be. A column more is a line here. */
export function rows({
  projectId,
  first,
  cashierId,
  payer,
}: Seeding): [table: string, sql: string, params?: unknown[]][] {
  return [
    ['deal', deal],
    ['receivable', receivable],
    ['payment_delay', delay],
    ['receipt', receipt, [first, cashierId, payer]],
    ['allocation', allocation],
    ['journal_entry', journalEntry],
    ['journal_line', journalLine],
    ['bank_item', bankItem],
    ['voucher', voucher],
    ['ledger_day', ledgerDay, [projectId]],
    ['numbered_book', books, [projectId]],
  ];
}

const deal = `
  insert into deal (id, project_id, unit_id, unit_code, customer_id, consultant_id, state, contract_id, deal_price,
    price, received, allocated, credit, refund_pending, refunded, forfeited, deposit_type, opened_at)
  select d.id, d.project_id, pg_temp.sid(6, d.n), 'S-' || d.n, pg_temp.sid(7, d.n), d.consultant_id, 'contracted',
    pg_temp.sid(2, d.n), 100000000 * d.size, 100000000 * d.size, p.put + p.over, p.put, p.over, 0, 0, 0, 'legal',
    (d.opened + time '10:00') at time zone 'Asia/Shanghai'
  from seed_deal d join (select n, sum(put) as put, sum(over) as over from seed_payment group by n) p on p.n = d.n`;

const receivable = `
  insert into receivable (id, deal_id, project_id, kind, label, line, contract_version, amount, paid, due_on,
    derivation, state)
  select pg_temp.sid(4, n * 6 + line), id, project_id, case line when 0 then 'deposit' else 'price' end,
    case line when 0 then '定金' else '第' || line || '期' end, line, 1, fen * size, paid * size,
    to_char(opened + after, 'YYYY-MM-DD'),
    '{"formula":"price × share","rule":"INV-6","inputs":{},"rounding":"none","result":""}'::jsonb,
    case when line = 0 then 'converted' when paid = fen then 'paid' else 'open' end
  from seed_deal, lateral (values (0, 2000000, 0, 1), (1, 20000000, 20000000, 30), (2, 20000000, 20000000, 90),
    (3, 20000000, 20000000, 180), (4, 30000000, case when behind then 15000000 else 30000000 end, 270),
    (5, 10000000, 0, 2000)) as plan (line, fen, paid, after)`;

/** One in twenty-five of those that are behind has an approved delay, over or not. */
const delay = `
  with delayed as (
    update receivable r set delayed_until = to_char(d.opened + 270 + 400, 'YYYY-MM-DD') from seed_deal d
    where d.n % 100 = 0 and r.id = pg_temp.sid(4, d.n * 6 + 4) returning r.*, d.consultant_id)
  insert into payment_delay (id, deal_id, project_id, receivable_id, consultant_id, due_on, until, reason, state,
    requested_by, requested_at, decided_by, decided_at, late_fee_runs)
  select gen_random_uuid(), deal_id, project_id, id, consultant_id, due_on, delayed_until, '资金周转', 'approved',
    consultant_id, now(), project_id, now(), true from delayed`;

const receipt = `
  insert into receipt (id, deal_id, project_id, serial, number, payer, amount, method, cashier_id, cashier_name,
    received_at, trace, value_day)
  select pg_temp.sid(3, n * 5 + k), deal_id, project_id, book.last + (n - $1::bigint) * 5 + k,
    project.code || '-' || lpad((book.last + (n - $1::bigint) * 5 + k)::text, 6, '0'), $3, put + over, method,
    $2::uuid, '钱', (day + time '10:00') at time zone 'Asia/Shanghai', '00000000', to_char(day, 'YYYY-MM-DD')
  from seed_payment join project on project.id = project_id,
    lateral (select coalesce(max(serial), 0) as last from receipt where project_id = project.id) book`;

const allocation = `
  insert into allocation (id, deal_id, receivable_id, entry_id, amount, at, receipt_id, value_day)
  select pg_temp.sid(8, n * 7 + k), deal_id, pg_temp.sid(4, n * 6 + line), pg_temp.sid(5, n * 6 + k), put,
    (day + time '10:00') at time zone 'Asia/Shanghai', pg_temp.sid(3, n * 5 + k), to_char(day, 'YYYY-MM-DD')
  from seed_payment
  union all
  select pg_temp.sid(8, n * 7 + 6 + line), id, pg_temp.sid(4, n * 6 + line), pg_temp.sid(5, n * 6 + 6),
    2000000 * size * (2 * line - 1), (opened + 3 + time '10:00') at time zone 'Asia/Shanghai',
    pg_temp.sid(3, n * 5 + 1), to_char(opened, 'YYYY-MM-DD')
  from seed_deal, generate_series(0, 1) line`;

const journalEntry = `
  insert into journal_entry (id, project_id, deal_id, day, posted_at, document_kind, document_id, cause, cause_id)
  select id, project_id, deal_id, day, at, kind, document, 'bench', document::text from seed_entry order by id`;

const journalLine = `
  insert into journal_line (id, entry_id, project_id, day, account, debit, credit)
  select pg_temp.sid(9, (n * 6 + k) * 3 + place), pg_temp.sid(5, n * 6 + k), project_id, day, account, debit, credit
  from (
    select p.n, p.k, p.project_id, to_char(p.day, 'YYYY-MM-DD') as day, place, account, debit, credit
    from seed_payment p,
      lateral (values (0, case method when 'cash' then '1001' else '1002' end, put + over, 0::bigint),
        (1, case line when 0 then '224101' else '2203' end, 0, put), (2, '224102', 0, over))
      as lines (place, account, debit, credit)
    union all
    select n, 6, project_id, to_char(opened + 3, 'YYYY-MM-DD'), place, account, debit, credit from seed_deal,
      lateral (values (0, '224101', 2000000 * size, 0), (1, '2203', 0, 2000000 * size))
      as lines (place, account, debit, credit)) lines
  where debit <> credit`;

/** What is awaited on the bank's statements (FIN-8). */
const bankItem = `
  insert into bank_item (id, entry_id, project_id, deal_id, day, amount, document_kind, document_id)
  select l.id, e.id, e.project_id, e.deal_id, e.day, l.debit - l.credit, e.kind, e.document
  from seed_entry e join journal_line l on l.entry_id = e.id where l.account like '1002%'`;

const voucher = `
  insert into voucher (entry_id, project_id, month, number)
  select e.id, e.project_id, left(e.day, 7),
    coalesce(book.last, 0) + row_number() over (partition by left(e.day, 7) order by e.day, e.id)
  from seed_entry e left join numbered_book book
    on book.name = format('vouchers of %s %s', e.project_id, left(e.day, 7))`;

const ledgerDay = `
  insert into ledger_day (project_id, account, day, debit, credit, lines)
  select project_id, account, day, sum(debit), sum(credit), count(*) from journal_line where project_id = $1
  group by project_id, account, day
  on conflict (project_id, account, day) do update
    set debit = excluded.debit, credit = excluded.credit, lines = excluded.lines`;

const books = `
  insert into numbered_book (name, last)
  select format('vouchers of %s %s', project_id, month), max(number) from voucher where project_id = $1
  group by project_id, month
  union all select format('receipts of %s', project_id), max(serial) from receipt where project_id = $1
  group by project_id
  on conflict (name) do update set last = excluded.last`;
