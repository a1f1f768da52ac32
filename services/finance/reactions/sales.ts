import { DealCleared, SettlementPaid } from '#contracts/finance.js';
import { nameOf, type Telling } from '#contracts/message.js';
import { ContractSigned, SubscriptionCancelled, SupplementSigned, UnitSubscribed } from '#contracts/sales.js';
import { dayOf } from '#kernel/time.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { Project } from '../entities/project.js';
import { cancellationMovement, contractMovement, settlementMovement } from '../rules/allocation.js';
import { milestones } from '../rules/news.js';
import { depositOwed, settlementOwed } from '../rules/receivables.js';
import { nothing } from '../rules/standing.js';

/** What sales tells becomes owed (FIN-1). */
@Injectable()
export class SalesReactions {
  @Hears(UnitSubscribed)
  async unitSubscribed({ event, at }: Heard<UnitSubscribed>, { em }: Work) {
    const { subscriptionId: id, projectId, unitId, unitCode, customerId, consultantId } = event;
    await em.findOneOrFail(Project, projectId);
    const ids = { id, projectId, unitId, unitCode, customerId, consultantId };
    const account = Account.opened(em, { ...ids, ...nothing, state: 'subscribed', openedAt: at });
    account.owe(depositOwed(event));
  }

  /** The schedule becomes owed, and the deposit becomes price. */
  @Hears(ContractSigned)
  async contractSigned(heard: Heard<ContractSigned>, work: Work) {
    const { contractId, price, schedule, subscriptionId } = heard.event;
    const account = await Account.locked(work.em, subscriptionId);
    if (account.deal.contractId === contractId && account.deal.price?.equals(price)) return;
    Object.assign(account.deal, { contractId, price, state: 'contracted' });
    for (const line of schedule) account.owe({ ...line });
    const movement = contractMovement(account.deal, account.owed);
    account.book(movement, { kind: 'contract', id: contractId, at: heard.at, cause: causeOf(ContractSigned, heard) });
    tellMilestones(account, work, heard);
  }

  /** The price follows the certified area; the difference is owed, or offset and held for the customer (TIT-4). */
  @Hears(SupplementSigned)
  async supplementSigned(heard: Heard<SupplementSigned>, work: Work) {
    const { subscriptionId, settlementId, newPrice, difference, derivation } = heard.event;
    const account = await Account.locked(work.em, subscriptionId);
    const { deal, owed } = account;
    Object.assign(deal, { price: newPrice, settlementId, settlementDifference: difference });
    if (!difference.isZero) {
      const settlement = account.owe(settlementOwed(difference, derivation, dayOf(heard.at)));
      const movement = settlementMovement(deal, owed, settlement);
      const cause = causeOf(SupplementSigned, heard);
      account.book(movement, { kind: 'settlement', id: settlementId, at: heard.at, cause });
    }
    tellMilestones(account, work, heard);
  }

  /** Nothing is owed any more; what was paid is held, until a refund gives it back (FIN-6). */
  @Hears(SubscriptionCancelled)
  async subscriptionCancelled(heard: Heard<SubscriptionCancelled>, { em }: Work) {
    const { subscriptionId: id, rule } = heard.event;
    const account = await Account.locked(em, id);
    const movement = cancellationMovement(account.deal, account.owed);
    account.book(movement, { kind: 'cancellation', id, at: heard.at, cause: causeOf(SubscriptionCancelled, heard) });
    Object.assign(account.deal, { state: 'cancelled', cancelledFor: rule });
  }
}

function tellMilestones({ deal, owed }: Account, { tell }: Work, { at }: Heard<object>): void {
  const { marks, cleared, settled } = milestones(deal, owed, at);
  Object.assign(deal, marks);
  if (cleared) tell(Object.assign(new DealCleared(), cleared));
  if (settled) tell(Object.assign(new SettlementPaid(), settled));
}

function causeOf(telling: Telling, { id }: Heard<object>): { name: string; id: string } {
  return { name: nameOf(telling), id };
}
