import { milestoneEvents } from '#contracts/finance-receipts.js';
import { settingsOf } from '#contracts/finance-settings.js';
import { nameOf } from '#contracts/message.js';
import { dayOf } from '#kernel/time.js';
import { ContractRevised, DiscountApproved } from '#contracts/sales-contracts.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { ArchivedDiscount } from '../entities/discount-archive.js';
import { Project } from '../entities/project.js';
import { dueByNodes } from '../entities/node.js';
import { feesOwed } from '../rules/fees.js';
import { keptTerms } from '../rules/late-terms.js';
import { turnsOf } from '../rules/placing.js';
import { revision, revisionMovement } from '../rules/revision.js';
import { milestones } from '../rules/news.js';

/** What sales tells of contracts that change, and of discounts beyond the standard. */
@Injectable()
export class RevisionReactions {
  /** The new version is owed; what is paid stays paid (CON-4). */
  @Hears(ContractRevised)
  async contractRevised(heard: Heard<ContractRevised>, { em, tell }: Work) {
    const { subscriptionId, price, customerId, schedule, version } = heard.event;
    const account = await Account.locked(em, subscriptionId);
    const { deal, owed } = account;
    const { endings, lines } = revision(owed, schedule, version);
    const { revisedOn } = heard.event;
    for (const ending of endings) account.end(ending, revisedOn);
    for (const line of lines) account.owe(line, version).lateAfter = revisedOn;
    await dueByNodes(em, owed);
    const project = await em.findOneOrFail(Project, deal.projectId);
    const { lateFees, fees } = settingsOf(project);
    const terms = keptTerms(heard.event, lateFees);
    Object.assign(deal, { price, customerId, ...terms });
    const cause = { name: nameOf(ContractRevised), id: heard.id };
    const movement = revisionMovement(deal, endings, owed, turnsOf(account, dayOf(heard.at)));
    account.book(movement, { kind: 'revision', id: heard.id, at: heard.at, cause });
    for (const fee of feesOwed('amendment', fees, deal, owed, dayOf(heard.at))) account.owe(fee);
    for (const event of milestoneEvents(account.turned(milestones(account.deal, account.owed, heard.at)))) tell(event);
  }

  /** Archived by finance (CON-2, §3.4.2). */
  @Hears(DiscountApproved)
  async discountApproved({ event, at }: Heard<DiscountApproved>, { em }: Work) {
    const { approvalId: id, projectId, unitId, unitCode, customerId, amount, derivation, reason, attachment } = event;
    const { requestedById, approvedById, approvedAt, validUntil } = event;
    const what = { id, projectId, unitId, unitCode, customerId, amount, derivation, reason, attachment };
    em.create(ArchivedDiscount, { ...what, requestedById, approvedById, approvedAt, validUntil, archivedAt: at });
  }
}
