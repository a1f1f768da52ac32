import { ApplyPoints, ApprovePoints, ConfirmPoints, PointsAdvanced, RedeemPoints } from '#contracts/membership.js';
import { newId } from '#kernel/ids.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Deal, PaidShare } from '../entities/deal.js';
import { Member } from '../entities/member.js';
import { PointsApplication } from '../entities/points-application.js';
import { PointsEntry } from '../entities/points-entry.js';
import { balanceOf, earned, redeemed, type Entry } from '../rules/ledger.js';
import { after, referral, refuseUnlessPaidEnough } from '../rules/points.js';

@Controller()
export class PointsCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** A member's referral of a buyer who has signed (MEM-2). */
  @Answers(ApplyPoints)
  apply(asked: Asked<ApplyPoints>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const deal = await em.findOneOrFail(Deal, { contractId: payload.contractId });
      mayTouch(actor, { projectId: deal.projectId, ownerId: deal.consultantId });
      const member = await em.findOneOrFail(Member, { card: payload.card });
      const { points, derivation } = referral(member, deal);
      const other = await em.findOne(PointsApplication, { dealId: deal.id, state: { $ne: 'refused' } });
      if (other) refuse('MEM-3.referred', { unit: deal.unitCode });
      const { id: dealId, contractId, unitId, projectId, customerId } = deal;
      const about = { memberId: member.id, dealId, contractId, unitId, projectId, customerId };
      const given = { memberCustomerId: member.customerId ?? null, points, derivation };
      const by = { state: 'applied' as const, appliedById: actor.id, appliedAt: at };
      return advanced(em.create(PointsApplication, { id: newId(), ...about, ...given, ...by }), tell);
    });
  }

  @Answers(ApprovePoints)
  approve(asked: Asked<ApprovePoints>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { application } = await loaded(em, asked);
      separate(actor, { 'points.apply': application.appliedById });
      const { decision, reason = null } = payload;
      if (decision === 'refuse' && !reason) refuse('MEM-2.reason-missing', {});
      const state = after(application.state, decision);
      Object.assign(application, { state, stateReason: reason, approvedById: actor.id, approvedAt: at });
      return advanced(application, tell);
    });
  }

  /** With the approved paper in hand (§3.10.2): from now on the points are the member's. */
  @Answers(ConfirmPoints)
  confirm(asked: Asked<ConfirmPoints>) {
    const { actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { application, share } = await loaded(em, asked);
      separate(actor, { 'points.approve': application.approvedById ?? null });
      const state = after(application.state, 'confirm');
      Object.assign(application, { state, stateReason: null, confirmedById: actor.id, confirmedAt: at });
      enter(em, application, earned(application.points, share), asked);
      return advanced(application, tell);
    });
  }

  /** Only when the buyer has paid at least 80% (§3.10.3). */
  @Answers(RedeemPoints)
  redeem(asked: Asked<RedeemPoints>) {
    const { actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { application, share } = await loaded(em, asked);
      const { appliedById, approvedById = null, confirmedById = null } = application;
      separate(actor, { 'points.apply': appliedById, 'points.approve': approvedById, 'points.confirm': confirmedById });
      const state = after(application.state, 'redeem');
      refuseUnlessPaidEnough(share);
      const { own, all } = await balances(em, application);
      enter(em, application, redeemed(application.points, own, all), asked);
      Object.assign(application, { state, redeemedById: actor.id, redeemedAt: at, redeemedShare: share });
      return advanced(application, tell);
    });
  }
}

/** The application, locked, within the actor's reach, and what the buyer has paid so far. */
async function loaded(em: EntityManager, { payload, actor }: Asked<{ applicationId: string }>) {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const application = await em.findOneOrFail(PointsApplication, payload.applicationId, { lockMode });
  mayTouch(actor, { projectId: application.projectId });
  const paid = await em.findOne(PaidShare, application.dealId);
  return { application, share: paid?.share ?? Rate.zero };
}

/** What the ledger has of the application and of the member, who is locked so that it stays so. */
async function balances(em: EntityManager, { id, memberId }: PointsApplication) {
  await em.findOneOrFail(Member, memberId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const entries = await em.find(PointsEntry, { memberId });
  return { own: balanceOf(entries.filter(({ applicationId }) => applicationId === id)), all: balanceOf(entries) };
}

function enter(em: EntityManager, application: PointsApplication, entry: Entry, { actor, at }: Asked<object>): void {
  const { id: applicationId, memberId } = application;
  em.create(PointsEntry, { id: newId(), memberId, applicationId, ...entry, byId: actor.id, at });
}

function advanced(application: PointsApplication, tell: Work['tell']) {
  const { id: applicationId, memberId, contractId, unitId, projectId, points, state } = application;
  tell(Object.assign(new PointsAdvanced(), { applicationId, memberId, contractId, unitId, projectId, points, state }));
  return { applicationId, state };
}
