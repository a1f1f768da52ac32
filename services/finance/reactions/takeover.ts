import { settingsOf } from '#contracts/finance-settings.js';
import { ContractTakenOver } from '#contracts/sales-takeover.js';
import { startOf } from '#kernel/time.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { Deal } from '../entities/deal.js';
import { Project } from '../entities/project.js';
import { keptTerms } from '../rules/late-terms.js';
import { takenOverOwed } from '../rules/takeover.js';
import { nothing } from '../rules/standing.js';

/** What sales tells of deals from before this system. */
@Injectable()
export class TakeoverReactions {
  /** What is owed by the paper is owed here; what of it is paid comes with the opening receipts (FIN-1). */
  @Hears(ContractTakenOver)
  async contractTakenOver({ event }: Heard<ContractTakenOver>, { em }: Work) {
    const { subscriptionId: id, projectId, unitId, unitCode, customerId, consultantId, contract } = event;
    const project = await em.findOneOrFail(Project, projectId);
    if (await em.findOne(Deal, id)) return;
    const { price, depositType, number: oldNumber, lateFeesFrom: lateFrom, takenOverOn, subscribedOn } = event;
    const terms = { dealPrice: price, depositType, oldNumber, lateFrom, takenOverOn };
    const signed = contract && { contractId: contract.contractId, price };
    const state = contract ? ('contracted' as const) : ('subscribed' as const);
    const { buildingId = null } = event;
    const ids = { id, projectId, buildingId, unitId, unitCode, customerId, consultantId, state };
    const late = contract && keptTerms(contract, settingsOf(project).lateFees);
    const deal = { ...ids, ...nothing, ...terms, ...signed, ...late, openedAt: startOf(subscribedOn) };
    const account = Account.opened(em, deal);
    for (const owed of takenOverOwed(event)) account.owe(owed);
  }
}
