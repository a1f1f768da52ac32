import { PointsById, type PointsSheet } from '#contracts/membership.js';
import { Rate } from '#kernel/rate.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Deal, PaidShare } from '../entities/deal.js';
import { Member } from '../entities/member.js';
import { PointsApplication } from '../entities/points-application.js';
import { paidEnough } from '../rules/points.js';

@Controller()
export class PointsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(PointsById)
  byId({ payload, actor }: Asked<PointsById>) {
    return this.unitOfWork.read(async (em) => {
      const application = await em.findOneOrFail(PointsApplication, payload.applicationId);
      const { consultantId, projectId } = await em.findOneOrFail(Deal, application.dealId);
      mayTouch(actor, { projectId, ownerId: consultantId });
      const { card } = await em.findOneOrFail(Member, application.memberId);
      const paid = await em.findOne(PaidShare, application.dealId);
      return sheetOf(application, card, paid?.share ?? Rate.zero);
    });
  }
}

function sheetOf(application: PointsApplication, card: string, share: Rate): PointsSheet {
  const { id: applicationId, memberId, contractId, points, derivation, state, stateReason, shortfall } = application;
  const redeemable = state === 'confirmed' && paidEnough(share);
  return {
    ...{ applicationId, memberId, card, contractId, points, derivation, state, redeemable },
    priceShare: share.toString(),
    ...(stateReason ? { reason: stateReason } : {}),
    ...(shortfall ? { shortfall } : {}),
  };
}
