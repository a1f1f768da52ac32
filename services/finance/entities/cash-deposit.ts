import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { dayOf, type Instant } from '#kernel/time.js';
import { money } from '#persistence/columns.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import { JournalEntry, JournalLine } from './journal.js';

const schema = defineEntity({
  name: 'CashDeposit',
  tableName: 'cash_deposit',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    amount: money(),
    /** Number of the bank's slip 现金缴款单. */
    slip: p.string(),
    cashierId: p.uuid(),
    cashierName: p.string(),
    at: p.datetime(),
  },
});

/** Cash of the till that a cashier took to the bank (FIN-8). */
export class CashDeposit extends schema.class {}
schema.setClass(CashDeposit);

/** What of the project's cash is not at the bank yet, by the ledger. */
export async function cashOnHand(em: EntityManager, projectId: string): Promise<Money> {
  const sql = `select coalesce(sum(debit - credit), 0)::text as cash from ledger_day
    where project_id = ? and account = '1001'`;
  const [row] = await em.execute<[{ cash: string }]>(sql, [projectId]);
  return Money.fen(BigInt(row.cash));
}

interface Taken {
  projectId: string;
  amount: Money;
  slip: string;
  cashier: { id: string; name: string };
  at: Instant;
  cause: string;
  causeId: string;
}

/** The deposit with its entry: 银行存款 is more, 库存现金 less (FIN-3). */
export function depositedCash(em: EntityManager, { cashier, cause, causeId, ...taken }: Taken): CashDeposit {
  const { projectId, amount, at } = taken;
  const by = { cashierId: cashier.id, cashierName: cashier.name };
  const deposit = em.create(CashDeposit, { ...taken, ...by, id: newId() });
  const [entryId, day] = [newId(), dayOf(at)];
  const document = { documentKind: 'cash-deposit', documentId: deposit.id } as const;
  em.create(JournalEntry, { id: entryId, projectId, day, postedAt: at, ...document, cause, causeId });
  const place = { entryId, projectId, day };
  em.create(JournalLine, { ...place, id: newId(), account: '1002', debit: amount, credit: Money.zero });
  em.create(JournalLine, { ...place, id: newId(), account: '1001', debit: Money.zero, credit: amount });
  return deposit;
}
