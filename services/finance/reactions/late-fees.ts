import { milestoneEvents } from '#contracts/finance-receipts.js';
import { nameOf } from '#contracts/message.js';
import { ContractAmended } from '#contracts/sales.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { lateClauses } from '../rules/late-terms.js';
import { movement } from '../rules/movement.js';
import { milestones } from '../rules/news.js';

/** What changes late fees though no money moves (FIN-7). */
@Injectable()
export class LateFeeReactions {
  /** The clauses were corrected before the contract was approved: they are those it was signed on. */
  @Hears(ContractAmended)
  async contractAmended(heard: Heard<ContractAmended>, { em, tell }: Work) {
    const { subscriptionId, clauses } = heard.event;
    const account = await Account.locked(em, subscriptionId);
    const { deal } = account;
    Object.assign(deal, lateClauses(clauses));
    const cause = { name: nameOf(ContractAmended), id: heard.id };
    account.book(movement(deal, {}), { kind: 'late-fee', id: heard.id, at: heard.at, cause });
    for (const event of milestoneEvents(account.turned(milestones(account.deal, account.owed, heard.at)))) tell(event);
  }
}
