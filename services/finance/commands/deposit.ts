import { DecideDeposit, DepositForfeited, DepositReleased } from '#contracts/finance-deposits.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { DepositReferral } from '../entities/deposit-referral.js';
import { Receipt } from '../entities/receipt.js';
import { Refund } from '../entities/refund.js';
import { cancellationMovement } from '../rules/allocation.js';
import { forfeited, forfeitureMovement, shortDeposit, type Forfeited } from '../rules/forfeiture.js';
import { pendingAfter } from '../rules/refund.js';
import { freeCredit } from '../rules/standing.js';

@Controller()
export class DepositCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The deal is off at once, so that no more money is taken; sales ends the subscription when it hears it (SUB-4). */
  @Answers(DecideDeposit)
  decide(asked: Asked<DecideDeposit>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { account, referral } = await referred(em, asked);
      const kept = closed(account, asked);
      const state = kept ? ('forfeited' as const) : ('released' as const);
      const { reason } = payload;
      Object.assign(referral, { state, decidedBy: actor.id, decidedAt: at, decisionReason: reason });
      Object.assign(account.deal, { state: 'cancelled', cancelledFor: `SUB-4.${state}` });
      const { id: dealId, unitId, projectId } = account.deal;
      const credit = freeCredit(account.deal);
      const facts = { dealId, subscriptionId: dealId, unitId, projectId, credit, reason };
      const { amount, derivation } = kept ?? {};
      tell(amount ? Object.assign(new DepositForfeited(), facts, { forfeited: amount }) : released(facts));
      const refund = refundFor(em, account, referral, asked);
      return { dealId, state, forfeited: account.deal.forfeited, derivation, refundId: refund?.id };
    });
  }
}

/** Deal and referral, locked, for somebody who took none of its money in (ALL-4). */
async function referred(em: EntityManager, { payload, actor }: Asked<DecideDeposit>) {
  const account = await Account.locked(em, payload.dealId);
  const { id: dealId, projectId, unitCode: unit } = account.deal;
  mayTouch(actor, { projectId });
  const receipts = await em.find(Receipt, { dealId });
  separate(actor, { 'receipt.record': receipts.map(({ cashierId }) => cashierId) });
  const referral = await em.findOne(DepositReferral, dealId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (referral?.state !== 'awaiting') refuse('SUB-4.not-referred', { unit });
  return { account, referral };
}

/** Nothing is owed any more; what was paid is held, less what is forfeited. */
function closed(account: Account, { payload, actor, at, name, key }: Asked<DecideDeposit>): Forfeited | undefined {
  const cause = { at, cause: { name, id: key } };
  const { id, unitCode } = account.deal;
  const deposit = shortDeposit(account.owed, unitCode);
  const kept = payload.decision === 'forfeit' ? forfeited(account.deal, deposit, payload.amount) : undefined;
  account.book(cancellationMovement(account.deal, account.owed), { kind: 'cancellation', id, ...cause });
  if (!kept) return undefined;
  const movement = forfeitureMovement(account.deal, kept.amount);
  account.keep(movement, { ...kept, reason: payload.reason, byId: actor.id }, cause);
  return kept;
}

function released(facts: object): DepositReleased {
  return Object.assign(new DepositReleased(), facts);
}

/** Whoever referred it asks for the rest to be given back; the CFO approves that apart (FIN-6). */
function refundFor(em: EntityManager, { deal }: Account, { referredBy }: DepositReferral, asked: Asked<DecideDeposit>) {
  const amount = freeCredit(deal);
  if (!amount.isPositive) return undefined;
  deal.refundPending = pendingAfter(deal, amount);
  const { reason } = asked.payload;
  const ids = { id: newId(), dealId: deal.id, projectId: deal.projectId };
  return em.create(Refund, {
    ...ids,
    ...{ amount, reason, state: 'requested', requestedBy: referredBy, requestedAt: asked.at },
  });
}
