import { settingsOf } from '#contracts/finance-settings.js';
import type { FeeOccasion } from '#contracts/finance-late-fees.js';
import { AreaSettled, HandoverNoticeGiven } from '#contracts/handover.js';
import { dayOf } from '#kernel/time.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { Deal } from '../entities/deal.js';
import { Project } from '../entities/project.js';
import { feesOwed } from '../rules/fees.js';

/** What a project takes at handover and for the title becomes owed (FIN-1): no part of the price, it blocks nothing. */
@Injectable()
export class HandoverReactions {
  @Hears(HandoverNoticeGiven)
  noticeGiven(heard: Heard<HandoverNoticeGiven>, work: Work) {
    return charged('handover', heard, work);
  }

  /** The certified area is settled: the title can be applied for (TIT-4). */
  @Hears(AreaSettled)
  areaSettled(heard: Heard<AreaSettled>, work: Work) {
    return charged('title', heard, work);
  }
}

/** Once in a deal, however often it is told. */
async function charged(on: FeeOccasion, { event, at }: Heard<{ contractId: string }>, { em }: Work): Promise<void> {
  const { id, projectId } = await em.findOneOrFail(Deal, { contractId: event.contractId });
  const { fees } = settingsOf(await em.findOneOrFail(Project, projectId));
  const account = await Account.locked(em, id);
  if (account.deal.state !== 'contracted') return;
  for (const fee of feesOwed(on, fees, account.deal, account.owed, dayOf(at))) account.owe(fee);
}
