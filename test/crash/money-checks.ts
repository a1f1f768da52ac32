/** What must always hold of money besides what checks.ts asks: each row is a violation. */
export const moneyQuestions: [service: string, sentence: string, sql: string][] = [
  [
    ...(['finance', 'FIN-12: a supervised balance is not the sum of its receipts less what left it'] as const),
    `select a.id from supervised_account a
     where a.balance <> coalesce((select sum(amount) from supervised_movement m where m.account_id = a.id), 0)`,
  ],
  [
    ...(['finance', 'FIN-12: a supervised account does not say what its movements, releases and terms say'] as const),
    'select account_id from supervised_account_proof where not holds',
  ],
  [
    ...(['finance', 'FIN-12: what moved is not what its receipt, release or refund says'] as const),
    `select m.id from supervised_movement m left join receipt r on r.id = m.receipt_id
       left join release_request q on q.id = m.release_id
     where (m.receipt_id is not null and m.amount is distinct from r.amount)
       or (m.release_id is not null and (-m.amount is distinct from q.amount or q.state <> 'paid'))
     union all
     select f.id from refund f join supervised_movement m on m.refund_id = f.id
     group by f.id having sum(-m.amount) > f.amount or f.state <> 'paid'`,
  ],
  [
    ...(['finance', 'FIN-12: a paid release left no supervised account'] as const),
    `select q.id from release_request q where q.state = 'paid'
     and not exists (select from supervised_movement m where m.release_id = q.id)`,
  ],
  [
    ...(['finance', 'FIN-12: the supervision bank is not told of a movement'] as const),
    `select m.id from supervised_movement m where m.kind <> 'released'
     and not exists (select from supervised_booking b where b.id = m.id and b.amount = abs(m.amount))`,
  ],
  [
    ...(['finance', 'FIN-3: the totals of a day are not its lines'] as const),
    `select project_id, account, day, t.debit, l.debit as lines_debit, t.credit, l.credit as lines_credit
     from ledger_day t full join (
       select project_id, account, day, sum(debit) as debit, sum(credit) as credit, count(*) as lines
       from journal_line group by 1, 2, 3) l using (project_id, account, day)
     where (t.debit, t.credit, t.lines) is distinct from (l.debit::bigint, l.credit::bigint, l.lines::int)`,
  ],
  [
    ...(['finance', 'FIN-13: what a deal earned in commission is not the sum of its entries'] as const),
    `select d.id from commission_deal d where d.earned <>
       (select coalesce(sum(e.amount), 0) from commission_entry e where e.deal_id = d.id)`,
  ],
  [
    ...(['finance', 'FIN-13: a deal that came to nothing keeps a commission'] as const),
    `select c.id from commission_deal c join deal d on d.id = c.id where d.state = 'cancelled' and c.earned <> 0`,
  ],
  [
    ...(['finance', 'FIN-4: a receipt is voided and taken back by a red letter'] as const),
    'select v.receipt_id from receipt_void v join receipt red on red.reverses_id = v.receipt_id',
  ],
  [
    ...(['finance', 'FIN-3: the money of a receipt is in two places'] as const),
    'select receipt_id from receipt_money where free < 0',
  ],
  [
    ...(['finance', 'FIN-3: a voucher number is missing or used twice'] as const),
    `select project_id, month, count(*), max(number) from voucher group by 1, 2
     having count(*) <> max(number) or count(distinct number) <> count(*)`,
  ],
  [
    ...(['finance', 'FIN-3: an entry has no voucher of its month'] as const),
    `select e.id from journal_entry e left join voucher v on v.entry_id = e.id
     where (v.project_id, v.month) is distinct from (e.project_id, left(e.day, 7))`,
  ],
  [
    ...(['finance', 'FIN-8: what is awaited at the bank is not 银行存款 of the ledger'] as const),
    `select l.id, i.amount from journal_line l join journal_entry e on e.id = l.entry_id
     left join bank_item i on i.id = l.id
     where l.account like '1002%' and i.amount is distinct from
       case when e.document_kind <> 'opening' then l.debit - l.credit end`,
  ],
  [
    ...(['finance', 'FIN-8: a match of lines and receipts does not add up'] as const),
    `select m.id from bank_match m
     where (coalesce((select sum(amount) from bank_line where match_id = m.id), 0)
       - coalesce((select sum(amount) from bank_item where match_id = m.id), 0)
       <> case when m.ended_at is null then m.difference else 0 end)
       or (m.ended_at is null) <> exists (select from bank_item where match_id = m.id)`,
  ],
  [
    ...(['finance', 'FIN-8: a line or a receipt is in two standing matches'] as const),
    `select coalesce(p.line_id, p.item_id) as part from bank_match_part p join bank_match m on m.id = p.match_id
     where m.ended_at is null group by 1 having count(*) > 1`,
  ],
  [
    ...(['finance', 'FIN-11: the invoice of a deal is not the one that stands'] as const),
    `select d.id from deal d where d.invoice_id is distinct from (
       select i.id from invoice i
       where i.deal_id = d.id and i.kind = 'blue' and i.state not in ('reversed', 'cancelled'))`,
  ],
  [
    ...(['finance', 'FIN-11: red letters and the invoices that they take back do not agree'] as const),
    `select b.id from invoice b left join invoice r on r.reverses_id = b.id and r.state = 'accepted'
     where b.kind = 'blue' and (b.state = 'reversed') <> (r.id is not null)
       or r.id is not null and (r.amount, r.net, r.vat) is distinct from (-b.amount, -b.net, -b.vat)`,
  ],
  [
    ...(['finance', 'FIN-10: somebody was reminded of what was paid'] as const),
    `select m.id from reminder m join receivable r on r.id = m.receivable_id
     where r.state = 'paid' and m.told_at > (
       select max(at) from allocation a where a.receivable_id = r.id and a.amount > 0) + interval '5 seconds'`,
  ],
  [
    ...(['finance', 'FIN-10: more messages went out in a day than the cap, or than were counted'] as const),
    `select q.about_id, q.day, q.told, d.sent, d.most from (
       select about_id, to_char(told_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*) as told
       from reminder m cross join lateral (values (m.customer_id), (m.project_id)) as about (about_id)
       where told_at is not null group by 1, 2) q
     left join reminder_day d on (d.about_id, d.day) = (q.about_id, q.day)
     where d.sent is null or q.told > d.sent or d.sent > d.most`,
  ],
  [
    ...(['finance', 'FIN-10: a defaulter’s case is under way in a deal that is off'] as const),
    `select c.id from defaulter c join deal d on d.id = c.deal_id where c.ended_at is null and d.state = 'cancelled'
       and c.referred_at < now() - interval '1 minute'`,
  ],
];
