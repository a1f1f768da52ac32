import { ApproveRefund, PayRefund, RefundPaid, RequestRefund } from '#contracts/finance-refunds.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';

import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { Project } from '../entities/project.js';
import { Refund } from '../entities/refund.js';
import { decided, pendingAfter, refundMovement } from '../rules/refund.js';
import { refunded } from './funds-refund.js';
import { withdrawalRefused, withdrawalSettled } from './withdrawal.js';

@Controller()
export class RefundCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RequestRefund)
  request(asked: Asked<RequestRefund>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { deal } = await Account.locked(em, payload.dealId);
      mayTouch(actor, { projectId: deal.projectId });
      const { amount, reason } = payload;
      if (deal.withdrawalId && deal.state !== 'cancelled') refuse('SUB-6.withdrawing', { unit: deal.unitCode });
      deal.refundPending = pendingAfter(deal, amount);
      const refund = em.create(Refund, {
        ...{ id: newId(), dealId: deal.id, projectId: deal.projectId, amount, reason, state: 'requested' },
        ...{ requestedBy: actor.id, requestedAt: at },
      });
      return answerOf(refund);
    });
  }

  @Answers(ApproveRefund)
  decide(asked: Asked<ApproveRefund>) {
    const { payload, actor, at, name, key } = asked;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, deadlines } = work;
      const refund = await lockedRefund(em, payload.refundId, actor);
      const state = decided(refund.state, payload.decision, payload.reason);
      Object.assign(refund, { state, approvedBy: actor.id, approvedAt: at, decisionReason: payload.reason ?? null });
      if (state === 'refused') {
        const account = await Account.locked(em, refund.dealId);
        account.deal.refundPending = account.deal.refundPending.minus(refund.amount);
        await withdrawalRefused(account, refund, work, { name, id: key });
      } else {
        const project = await em.findOneOrFail(Project, refund.projectId);
        deadlines.set('FIN-6.refund', refund.id, deadlineFor('FIN-6.refund', at, project.deadlines));
      }
      return answerOf(refund);
    });
  }

  @Answers(PayRefund)
  pay(asked: Asked<PayRefund>) {
    const { payload, actor, at, name, key } = asked;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, tell, deadlines } = work;
      const refund = await lockedRefund(em, payload.refundId, actor);
      const account = await Account.locked(em, refund.dealId);
      const movement = refundMovement(account.deal, refund);
      account.book(movement, { kind: 'refund', id: refund.id, at, cause: { name, id: key } });
      await refunded(refund, account.deal, work);
      Object.assign(refund, { state: 'paid', paidBy: actor.id, paidAt: at });
      deadlines.clear('FIN-6.refund', refund.id);
      const { id: dealId, unitId, projectId } = account.deal;
      const { id: refundId, amount } = refund;
      tell(Object.assign(new RefundPaid(), { dealId, unitId, projectId, refundId, amount }));
      await withdrawalSettled(account, refund, work, { name, id: key });
      return answerOf(refund);
    });
  }
}

/** The refund, for somebody who has it in scope and did none of the steps that theirs checks (ALL-4). */
async function lockedRefund(em: EntityManager, id: string, actor: Actor): Promise<Refund> {
  const refund = await em.findOneOrFail(Refund, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  mayTouch(actor, { projectId: refund.projectId });
  separate(actor, { 'refund.request': refund.requestedBy, 'refund.approve': refund.approvedBy ?? null });
  return refund;
}

function answerOf({ id: refundId, state }: Refund) {
  return { refundId, state };
}
