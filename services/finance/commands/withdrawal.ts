import { WithdrawalRefused, WithdrawalSettled } from '#contracts/finance-refunds.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import type { Account, Document } from '../entities/account.js';
import { standingInvoice } from '../entities/invoice.js';
import type { Refund } from '../entities/refund.js';
import { Withdrawal } from '../entities/withdrawal.js';
import { forfeitureMovement, retained } from '../rules/forfeiture.js';
import { freeCredit } from '../rules/standing.js';
import { restorationMovement } from '../rules/withdrawal.js';

type Cause = Document['cause'];

/** The CFO refused the refund of a withdrawal: everything is owed and paid again as it was (SUB-6, CON-5). */
export async function withdrawalRefused(account: Account, refund: Refund, work: Work, cause: Cause): Promise<void> {
  const withdrawal = await withdrawalOf(refund, work);
  if (!withdrawal) return;
  const { id: withdrawalId, closed } = withdrawal;
  const movement = restorationMovement(account.deal, account.owed, closed);
  account.book(movement, { kind: 'restoration', id: withdrawalId, at: work.at, cause });
  Object.assign(withdrawal, { state: 'refused', endedAt: work.at });
  account.deal.withdrawalId = null;
  const invoice = await standingInvoice(work.em, account.deal.id);
  if (invoice?.toReverseFor === 'withdrawn') invoice.toReverseFor = null;
  const { id: dealId, unitId, projectId } = account.deal;
  const reason = refund.decisionReason!;
  work.tell(Object.assign(new WithdrawalRefused(), { withdrawalId, dealId, unitId, projectId, reason }));
}

/** The refund of a withdrawal is paid: what the agreement retains is kept, and it is settled (SUB-6, CON-5). */
export async function withdrawalSettled(account: Account, refund: Refund, work: Work, cause: Cause): Promise<void> {
  const withdrawal = await withdrawalOf(refund, work);
  if (!withdrawal) return;
  const { id: withdrawalId, retain, reason, executedBy: byId } = withdrawal;
  const kept = retained(retain, freeCredit(account.deal));
  account.keep(forfeitureMovement(account.deal, kept.amount), { ...kept, reason, byId }, { at: work.at, cause });
  Object.assign(withdrawal, { state: 'settled', endedAt: work.at });
  const { id: dealId, unitId, projectId } = account.deal;
  const facts = { withdrawalId, dealId, unitId, projectId, refunded: refund.amount, retained: kept.amount };
  work.tell(Object.assign(new WithdrawalSettled(), facts));
}

async function withdrawalOf({ withdrawalId }: Refund, { em }: Work): Promise<Withdrawal | null> {
  return withdrawalId ? em.findOne(Withdrawal, withdrawalId, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
}
