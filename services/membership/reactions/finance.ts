import { OpeningBooked } from '#contracts/finance-takeover.js';
import { ReceiptRecorded } from '#contracts/finance.js';
import { ReceiptVoided } from '#contracts/finance-receipts.js';
import { newId } from '#kernel/ids.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { PaidShare } from '../entities/deal.js';
import { Member } from '../entities/member.js';
import { PointsApplication } from '../entities/points-application.js';
import { PointsEntry } from '../entities/points-entry.js';
import { balanceOf, thaw } from '../rules/ledger.js';

/** What finance tells: how much of the price the referred buyer has paid. */
@Injectable()
export class FinanceReactions {
  /** At 80% the referrer's points can be redeemed (MEM-2). */
  @Hears(ReceiptRecorded)
  receiptRecorded(heard: Heard<ReceiptRecorded>, work: Work) {
    return shareTold(heard, work);
  }

  /** What was paid before this system counts as well. */
  @Hears(OpeningBooked)
  openingBooked(heard: Heard<OpeningBooked>, work: Work) {
    return shareTold(heard, work);
  }

  /** Voided, the share is what it was without: below 80% the points are frozen again (FIN-4). */
  @Hears(ReceiptVoided)
  receiptVoided(heard: Heard<ReceiptVoided>, work: Work) {
    return shareTold(heard, work);
  }
}

type ShareTold = ReceiptRecorded | OpeningBooked | ReceiptVoided;

async function shareTold({ event, actor }: Heard<ShareTold>, { em, at }: Work): Promise<void> {
  const { dealId: id, priceShare: share } = event;
  const where = { dealId: id, state: { $ne: 'refused' as const } };
  // Locked in whatever state: a confirmation under way ends first, and then sees this share or is seen here.
  const application = await em.findOne(PointsApplication, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const paid = await em.findOne(PaidShare, id);
  if (paid) paid.share = share;
  else em.create(PaidShare, { id, share });
  if (application?.state !== 'confirmed') return;
  const { id: applicationId, memberId, points } = application;
  await em.findOneOrFail(Member, memberId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const entries = await em.find(PointsEntry, { memberId });
  const own = balanceOf(entries.filter((entry) => entry.applicationId === applicationId));
  const entry = thaw(points, own, balanceOf(entries), share);
  if (entry) em.create(PointsEntry, { id: newId(), memberId, applicationId, ...entry, byId: actor.id, at });
}
