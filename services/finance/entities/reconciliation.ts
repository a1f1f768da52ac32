import type { ReconciliationState } from '#contracts/finance-reconciliation.js';
import { Money } from '#kernel/money.js';
import { addDays, type Day } from '#kernel/time.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import type { BankSums } from '../rules/reconciliation.js';
import type { BankAccount } from './bank-account.js';

const schema = defineEntity({
  name: 'Reconciliation',
  tableName: 'reconciliation',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    accountId: p.uuid(),
    /** The day after what was checked before. */
    fromDay: p.string(),
    day: p.string(),
    state: p.string().$type<ReconciliationState>(),
    bankBalance: money(),
    bookBalance: money(),
    /** The sums as they were submitted, amounts as texts. */
    figures: json<object>(),
    submittedBy: p.uuid(),
    submittedAt: p.datetime(),
    decidedBy: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    decisionReason: p.text().nullable(),
    reopenedBy: p.uuid().nullable(),
    reopenedAt: p.datetime().nullable(),
    reopenedFor: p.text().nullable(),
  },
});

/** An account's reconciliation up to a day, which another person checks 对账复核 (FIN-8). */
export class Reconciliation extends schema.class {}
schema.setClass(Reconciliation);

/** The sums of an account up to the end of a day; what is missing for `differenceDays` is a difference. */
export async function bankSums(em: EntityManager, account: BankAccount, day: Day, differenceDays: number) {
  const { id, projectId, main, since, openingBalance } = account;
  const facts = { id, project: projectId, main, since, day, late: addDays(day, -differenceDays) };
  const [row] = await em.execute<Record<string, string>[]>(`with ${parts} ${sums}`, [JSON.stringify(facts)]);
  const amounts = Object.entries(row!).map(([name, sum]) => [name, Money.fen(BigInt(sum))] as const);
  const { unexplained: _, ...found } = Object.fromEntries(amounts) as Record<string, Money>;
  return { ...found, opening: openingBalance, unexplained: Number(row!.unexplained) } as unknown as BankSums;
}

/** What is outstanding at the end of that day, the oldest first. */
export function outstandingRows(
  em: EntityManager,
  { id, projectId, main, since }: BankAccount,
  day: Day,
  limit: number,
) {
  const facts = { id, project: projectId, main, since, day, late: day };
  return em.execute<Outstanding[]>(`with ${parts} ${outstanding}`, [JSON.stringify(facts), limit]);
}

export interface Outstanding {
  id: string;
  kind: 'line' | 'item';
  day: Day;
  amount: string;
  number: string;
  explanation: string | null;
}

/** Whether a statement that ends on that day or later closes at what all lines up to its end come to. */
export async function isComplete(
  em: EntityManager,
  account: BankAccount,
  day: Day,
): Promise<'yes' | 'gap' | 'missing'> {
  const [found] = await em.execute<{ ends: boolean; closes: boolean }[]>(complete, [
    ...[account.openingBalance.fen.toString(), account.id, day],
  ]);
  if (found!.closes) return 'yes';
  return found!.ends ? 'gap' : 'missing';
}

/** Who did on its days what a check looks at, by operation; `submittedBy` besides (ALL-4). */
export async function makersOf(em: EntityManager, { accountId, fromDay, day, submittedBy }: Reconciliation) {
  const made = await em.execute<{ operation: string; person: string }[]>(
    'select operation, person from reconciliation_makers(?, ?, ?)',
    [accountId, fromDay, day],
  );
  const of = (operation: string) => made.filter((one) => one.operation === operation).map(({ person }) => person);
  return {
    'receipt.record': of('receipt.record'),
    'reconciliation.import': [submittedBy, ...of('reconciliation.import')],
  };
}

/** What is outstanding at the end of the day: matched with nothing, or with what came later. */
const parts = `
  f as (select * from jsonb_to_record(?::jsonb)
    as f (id uuid, project uuid, main boolean, since text, day text, late text)),
  later as (
    select m.id from f join bank_match m on m.account_id = f.id and m.settled_on > f.day and m.ended_at is null),
  lines as (
    select l.* from f join bank_line l on l.account_id = f.id and l.day <= f.day and l.match_id is null
    union all select l.* from f, later join bank_line l on l.match_id = later.id where l.day <= f.day),
  items as (
    select i.* from f join bank_item i on i.project_id = f.project and i.day between f.since and f.day
      and i.match_id is null where f.main
    union all select i.* from f, later join bank_item i on i.match_id = later.id where i.day <= f.day)`;

/** The books are the ledger's totals; of the main account, less what is matched on others; of another, its own. */
const sums = `
  , ledger as (select t.day, t.debit - t.credit as amount from f join ledger_day t
      on t.project_id = f.project and t.account like '1002%' and t.day <= f.day),
  matched as (select a.id = f.id as own, i.amount from f join bank_account a on a.project_id = f.project
      and (a.id <> f.id) = f.main
    join bank_match m on m.account_id = a.id and m.ended_at is null join bank_item i on i.match_id = m.id
    where i.day <= f.day)
  select coalesce((select sum(l.amount) from bank_line l where l.account_id = f.id and l.day <= f.day), 0)::text
      as lines,
    case when f.main then coalesce((select sum(amount) from ledger), 0)
        - coalesce((select sum(amount) from matched where not own), 0)
      else coalesce((select sum(amount) from matched where own), 0) end::text as books,
    case when f.main then coalesce((select sum(amount) from ledger where day < f.since), 0) else 0 end::text
      as "booksBefore",
    coalesce((select sum(amount) from ledger), 0)::text as ledger,
    coalesce((select sum(amount) from lines where amount > 0), 0)::text as "bankReceived",
    coalesce((select -sum(amount) from lines where amount < 0), 0)::text as "bankPaid",
    coalesce((select sum(amount) from items where amount > 0), 0)::text as "booksReceived",
    coalesce((select -sum(amount) from items where amount < 0), 0)::text as "booksPaid",
    coalesce((select sum(difference) from bank_match m
      where m.account_id = f.id and m.settled_on <= f.day and m.ended_at is null), 0)::text as "matchDifferences",
    ((select count(*) from lines where match_id is null and explanation_id is null)
      + (select count(*) from items where match_id is null and explanation_id is null and day <= f.late))::text
      as unexplained
  from f`;

const outstanding = `
  select o.*, x.reason as explanation from (
    select id, 'line' as kind, day, amount::text, reference as number, explanation_id from lines
    union all
    select i.id, 'item', i.day, i.amount::text, coalesce(r.number, c.slip, i.document_kind), i.explanation_id
    from items i left join receipt r on r.id = i.document_id left join cash_deposit c on c.id = i.document_id) o
  left join bank_explanation x on x.id = o.explanation_id order by o.day, o.id limit ?`;

const complete = `
  select count(*) > 0 as ends, coalesce(bool_or(s.closing = ? + (
    select coalesce(sum(l.amount), 0) from bank_line l where l.account_id = s.account_id and l.day <= s.to_day)), false)
    as closes
  from (select * from bank_statement where account_id = ? and state = 'done' and to_day >= ?
    order by to_day, requested_at desc limit 20) s`;
