/** What must always hold of money besides what checks.ts asks: each row is a violation. */
export const moneyQuestions: [service: string, sentence: string, sql: string][] = [
  [
    ...(['finance', 'FIN-3: the totals of a day are not its lines'] as const),
    `select project_id, account, day, t.debit, l.debit as lines_debit, t.credit, l.credit as lines_credit
     from ledger_day t full join (
       select project_id, account, day, sum(debit) as debit, sum(credit) as credit, count(*) as lines
       from journal_line group by 1, 2, 3) l using (project_id, account, day)
     where (t.debit, t.credit, t.lines) is distinct from (l.debit::bigint, l.credit::bigint, l.lines::int)`,
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
];
