import { TakeBackOldDeal } from '#contracts/sales-takeover.js';
import { SubscriptionCancelled } from '#contracts/sales.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { openAmendment } from '../entities/amendment.js';
import { ContractWithdrawal } from '../entities/contract-withdrawal.js';
import { Contract, ContractReview, lockedContract } from '../entities/contract.js';
import { DealPaid } from '../entities/deal-money.js';
import { endHold } from '../entities/hold.js';
import { clearDeadlines, lockedSubscription, type Subscription } from '../entities/subscription.js';

/** A deal that was taken over wrongly is undone while nothing has followed; its number is free again (ALL-3). */
@Controller()
export class TakeoverReversalCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(TakeBackOldDeal)
  takeBack(asked: Asked<TakeBackOldDeal>) {
    return this.unitOfWork.run(asked, async ({ em, at, tell, deadlines }) => {
      const subscription = await lockedSubscription(em, asked.payload.subscriptionId);
      const { id: subscriptionId, unitId, projectId, oldNumber: number } = subscription;
      mayTouch(asked.actor, { projectId });
      if (!number) refuse('CON-1.not-taken-over', {});
      const known = await em.findOne(Contract, { subscriptionId });
      const contract = known && (await lockedContract(em, known.id));
      const what = await followed(em, subscription, contract);
      if (what) refuse('CON-1.takeover-moved-on', { number, what });
      const rule = 'CON-1.taken-back';
      Object.assign(subscription, { state: 'cancelled', cancelledAt: at, cancelledFor: rule });
      if (contract) Object.assign(contract, { state: 'withdrawn', stage: null });
      await endHold(em, subscriptionId, at, rule);
      clearDeadlines(subscriptionId, deadlines);
      tell(Object.assign(new SubscriptionCancelled(), { unitId, subscriptionId, projectId, rule }));
      return { subscriptionId, number };
    });
  }
}

/** What has happened to the deal since it was taken over, in words; nothing when it stands as it came. */
async function followed(em: EntityManager, { id, state, changeId }: Subscription, contract: Contract | null) {
  if (await em.findOne(DealPaid, id)) return '收款';
  if (changeId || state !== (contract ? 'contracted' : 'effective')) return '定购更改';
  if (!contract) return undefined;
  const { id: contractId, handedOverAt, termsVersion, submittedAt, loanState } = contract;
  if (handedOverAt) return '接楼';
  if (loanState && loanState !== 'collecting') return '按揭';
  if (submittedAt || !['in-review', 'sealed', 'filed'].includes(contract.state)) return '监证';
  if ((await em.count(ContractReview, { contractId })) > 0) return '审核';
  if (termsVersion > 1 || (await openAmendment(em, contractId))) return '签约更改';
  return (await em.count(ContractWithdrawal, { contractId })) > 0 ? '退房' : undefined;
}
