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

const parts = `
  f as (select * from jsonb_to_record(?::jsonb)
    as f (id uuid, project uuid, main boolean, since text, day text, late text)),
  lines as (
    select l.*, coalesce(m.settled_on <= f.day, false) as settled
    from f join bank_line l on l.account_id = f.id and l.day <= f.day left join bank_match m on m.id = l.match_id),
  items as (
    select i.*, coalesce(m.settled_on <= f.day, false) as settled
    from f join bank_item i on i.project_id = f.project and i.day <= f.day left join bank_match m on m.id = i.match_id
    where m.account_id = f.id or (m.id is null and f.main))`;

const sums = `
  select coalesce((select sum(amount) from lines), 0)::text as lines,
    coalesce((select sum(amount) from items), 0)::text as books,
    coalesce((select sum(amount) from items where day < f.since), 0)::text as "booksBefore",
    coalesce((select sum(i.amount) from bank_item i where i.project_id = f.project and i.day <= f.day), 0)::text
      as ledger,
    coalesce((select sum(amount) from lines where not settled and amount > 0), 0)::text as "bankReceived",
    coalesce((select -sum(amount) from lines where not settled and amount < 0), 0)::text as "bankPaid",
    coalesce((select sum(amount) from items where not settled and amount > 0 and day >= f.since), 0)::text
      as "booksReceived",
    coalesce((select -sum(amount) from items where not settled and amount < 0 and day >= f.since), 0)::text
      as "booksPaid",
    coalesce((select sum(difference) from bank_match m
      where m.account_id = f.id and m.settled_on <= f.day and m.ended_at is null), 0)::text as "matchDifferences",
    ((select count(*) from lines where match_id is null and explanation_id is null)
      + (select count(*) from items where match_id is null and explanation_id is null and day >= f.since
        and day <= f.late))::text as unexplained
  from f`;

const outstanding = `
  select o.*, x.reason as explanation from (
    select id, 'line' as kind, day, amount::text, reference as number, explanation_id from lines where not settled
    union all
    select i.id, 'item', i.day, i.amount::text, coalesce(r.number, i.document_kind), i.explanation_id
    from f, items i left join receipt r on r.id = i.document_id where not i.settled and i.day >= f.since) o
  left join bank_explanation x on x.id = o.explanation_id order by o.day, o.id limit ?`;

const complete = `
  select count(*) > 0 as ends, coalesce(bool_or(s.closing = ? + (
    select coalesce(sum(l.amount), 0) from bank_line l where l.account_id = s.account_id and l.day <= s.to_day)), false)
    as closes
  from (select * from bank_statement where account_id = ? and state = 'done' and to_day >= ?
    order by to_day, requested_at desc limit 20) s`;
