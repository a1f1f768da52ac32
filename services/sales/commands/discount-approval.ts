import { DecideDiscount, DiscountApproved, RequestDiscount } from '#contracts/sales-contracts.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { DiscountApproval, lockedDiscount } from '../entities/discount-approval.js';
import { Offer } from '../entities/offer.js';
import { timingIn } from '../entities/project.js';
import { discountAmount, discountDecided } from '../rules/discount-approval.js';

/** Discounts beyond the standard: asked for, and approved or refused by somebody else (CON-2). */
@Controller()
export class DiscountApprovalCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RequestDiscount)
  request(asked: Asked<RequestDiscount>) {
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const { unitId, customerId, reason, attachment } = asked.payload;
      const { offer, consultantId } = await wantedFor(em, asked);
      const { projectId, unitCode } = offer;
      const off = discountAmount(unitCode, offer.totalPrice, asked.payload);
      const by = { requestedById: actor.id, requestedByName: actor.name, requestedAt: at };
      const about = { projectId, unitId, unitCode, customerId, consultantId, reason, attachment };
      return answerOf(em.create(DiscountApproval, { id: newId(), ...about, ...off, ...by, state: 'requested' }));
    });
  }

  @Answers(DecideDiscount)
  decide(asked: Asked<DecideDiscount>) {
    const { approvalId, decision, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, actor, at }) => {
      const approval = await lockedDiscount(em, approvalId);
      mayTouch(asked.actor, { projectId: approval.projectId });
      separate(asked.actor, { 'discount.request': approval.requestedById });
      const state = discountDecided(approval.state, decision, reason);
      const by = { decidedById: actor.id, decidedByName: actor.name, decidedAt: at, decisionReason: reason ?? null };
      Object.assign(approval, { state, ...by });
      if (state === 'approved') {
        const { lengths } = await timingIn(em, approval.projectId, at);
        const until = deadlineFor('CON-2.validity', at, lengths);
        approval.validUntil = dayOf(until);
        deadlines.set('CON-2.validity', approval.id, until);
        tell(approvedOf(approval));
      }
      return answerOf(approval);
    });
  }
}

/** The unit and the customer, both of one project; whose customer it is must be theirs who asks (ALL-5). */
async function wantedFor(em: EntityManager, { payload, actor }: Asked<RequestDiscount>) {
  const offer = await em.findOneOrFail(Offer, payload.unitId);
  const { projectId } = offer;
  const { ownerId } = await em.findOneOrFail(Customer, { id: payload.customerId, projectId });
  mayTouch(actor, { projectId, ownerId });
  return { offer, consultantId: ownerId };
}

function approvedOf(approval: DiscountApproval): DiscountApproved {
  const { id: approvalId, unitId, projectId, unitCode, customerId, amount, derivation, reason, attachment } = approval;
  const { requestedById, decidedById: approvedById, decidedAt: approvedAt, validUntil } = approval;
  const facts = { approvalId, unitId, projectId, unitCode, customerId, amount, derivation, reason, attachment };
  return Object.assign(
    new DiscountApproved(),
    facts,
    { requestedById },
    {
      approvedById: approvedById!,
      approvedAt: approvedAt!,
      validUntil: validUntil!,
    },
  );
}

function answerOf({ id: approvalId, state, amount, derivation }: DiscountApproval) {
  return { approvalId, state, amount, derivation };
}
