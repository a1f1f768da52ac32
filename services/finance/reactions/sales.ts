import { milestoneEvents } from '#contracts/finance-receipts.js';
import { settingsOf } from '#contracts/finance-settings.js';
import { ExchangeDropped } from '#contracts/finance-exchanges.js';
import { WithdrawalSettled } from '#contracts/finance-refunds.js';
import { nameOf, type Telling } from '#contracts/message.js';
import { ContractSigned, SubscriptionCancelled, SupplementSigned, UnitSubscribed } from '#contracts/sales.js';
import {
  ChangeWithdrawn,
  DepositReferred,
  RenameRequested,
  SwapRequested,
  WithdrawalExecuted,
} from '#contracts/sales-subscriptions.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { dayOf } from '#kernel/time.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Account, type Document } from '../entities/account.js';
import { Deal } from '../entities/deal.js';
import { DepositReferral } from '../entities/deposit-referral.js';
import { Exchange } from '../entities/exchange.js';
import { dueByNodes } from '../entities/node.js';
import { Project } from '../entities/project.js';
import { Refund } from '../entities/refund.js';
import { Withdrawal } from '../entities/withdrawal.js';
import { cancellationMovement, contractMovement, settlementMovement } from '../rules/allocation.js';
import { forfeitureMovement, retained } from '../rules/forfeiture.js';
import { keptTerms } from '../rules/late-terms.js';
import { turnsOf } from '../rules/placing.js';
import { depositOwed, settlementOwed } from '../rules/receivables.js';
import { pendingAfter } from '../rules/refund.js';
import { freeCredit, nothing } from '../rules/standing.js';
import { closedBy, refundable } from '../rules/withdrawal.js';
import { milestones } from '../rules/news.js';

/** What sales tells becomes owed (FIN-1). */
@Injectable()
export class SalesReactions {
  @Hears(UnitSubscribed)
  async unitSubscribed({ event, at }: Heard<UnitSubscribed>, { em }: Work) {
    const { subscriptionId: id, projectId, unitId, unitCode, customerId, consultantId } = event;
    await em.findOneOrFail(Project, projectId);
    const ids = { id, projectId, unitId, unitCode, customerId, consultantId };
    const { dealPrice, depositType = 'legal', swapOf, buildingId = null } = event;
    const terms = { buildingId, dealPrice, depositType, awaitsExchange: Boolean(swapOf) };
    const account = Account.opened(em, { ...ids, ...nothing, ...terms, state: 'subscribed', openedAt: at });
    account.owe(depositOwed(event));
  }

  /** The schedule becomes owed, and the deposit becomes price. */
  @Hears(ContractSigned)
  async contractSigned(heard: Heard<ContractSigned>, work: Work) {
    const { contractId, price, schedule, subscriptionId } = heard.event;
    const account = await Account.locked(work.em, subscriptionId);
    if (account.deal.contractId === contractId && account.deal.price?.equals(price)) return;
    const project = await work.em.findOneOrFail(Project, account.deal.projectId);
    const terms = keptTerms(heard.event, settingsOf(project).lateFees);
    Object.assign(account.deal, { contractId, price, state: 'contracted', ...terms });
    for (const line of schedule) account.owe(line);
    await dueByNodes(work.em, account.owed);
    const movement = contractMovement(account.deal, account.owed, turnsOf(account, dayOf(heard.at)));
    account.book(movement, { kind: 'contract', id: contractId, at: heard.at, cause: causeOf(ContractSigned, heard) });
    for (const event of milestoneEvents(account.turned(milestones(account.deal, account.owed, heard.at))))
      work.tell(event);
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
    for (const event of milestoneEvents(account.turned(milestones(account.deal, account.owed, heard.at))))
      work.tell(event);
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

  /** On the list 待换发票据 until the cashier has exchanged the receipts (FIN-5). */
  @Hears(RenameRequested)
  async renameRequested({ event, at }: Heard<RenameRequested>, { em }: Work) {
    const { changeId: id, subscriptionId: dealId, projectId, customerId, reason } = event;
    await em.findOneOrFail(Deal, dealId);
    const deals = { fromDealId: dealId, toDealId: dealId, customerId };
    em.create(Exchange, { id, kind: 'rename', projectId, ...deals, reason, state: 'awaiting', requestedAt: at });
  }

  /** The other unit's deal is told about that unit: this waits until it is known. */
  @Hears(SwapRequested)
  async swapRequested({ event, at }: Heard<SwapRequested>, { em }: Work) {
    const { changeId: id, subscriptionId: fromDealId, toSubscriptionId: toDealId, projectId, reason } = event;
    for (const dealId of [fromDealId, toDealId]) await em.findOneOrFail(Deal, dealId);
    const deals = { fromDealId, toDealId };
    em.create(Exchange, { id, kind: 'swap', projectId, ...deals, reason, state: 'awaiting', requestedAt: at });
  }

  /** Of the cashier who exchanges and sales that takes it back the first decides; the other hears of it (SUB-5). */
  @Hears(ChangeWithdrawn)
  async changeWithdrawn({ event }: Heard<ChangeWithdrawn>, { em, tell }: Work) {
    const { changeId, unitId, projectId } = event;
    const exchange = await em.findOneOrFail(Exchange, changeId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (exchange.state !== 'awaiting') return;
    exchange.state = 'dropped';
    const { fromDealId, toDealId } = exchange;
    tell(Object.assign(new ExchangeDropped(), { changeId, fromDealId, toDealId, unitId, projectId }));
  }

  /** On the CFO's list, unless the rest of the deposit has come in meanwhile (SUB-4). */
  @Hears(DepositReferred)
  async depositReferred({ event, at, actor }: Heard<DepositReferred>, { em }: Work) {
    const { subscriptionId: id, projectId, reason } = event;
    const { owed } = await Account.locked(em, id);
    const short = owed.some((one) => one.kind === 'deposit' && one.state === 'open');
    const state = short ? 'awaiting' : 'lapsed';
    em.create(DepositReferral, { id, projectId, reason, state, referredBy: actor.id, referredAt: at });
  }

  /** Nothing is owed any more, and whoever withdrew it asks for the money back (SUB-6, CON-5). */
  @Hears(WithdrawalExecuted)
  async withdrawalExecuted(heard: Heard<WithdrawalExecuted>, work: Work) {
    const { withdrawalId: id, subscriptionId, projectId, retain, reason } = heard.event;
    const account = await Account.locked(work.em, subscriptionId);
    const { id: dealId } = account.deal;
    const executed = {
      executedBy: heard.actor.id,
      executedAt: heard.at,
      closed: closedBy(account.owed, account.purse),
    };
    const facts = { id, dealId, projectId, retain, reason, state: 'requested' as const };
    const withdrawal = work.em.create(Withdrawal, { ...facts, ...executed });
    const movement = cancellationMovement(account.deal, account.owed);
    const document = { id, at: heard.at, cause: causeOf(WithdrawalExecuted, heard) };
    account.book(movement, { kind: 'withdrawal', ...document });
    account.deal.withdrawalId = id;
    if (refundable(account.deal, retain).isPositive) askBack(account, withdrawal, work);
    else settleAtOnce(account, withdrawal, document, work);
  }
}

/** Who carried the withdrawal out asks; the CFO approves, the sales accountant pays (FIN-6). */
function askBack({ deal }: Account, { id: withdrawalId, retain, ...withdrawal }: Withdrawal, { em }: Work): void {
  const amount = refundable(deal, retain);
  deal.refundPending = pendingAfter(deal, amount);
  const { reason, executedBy: requestedBy, executedAt: requestedAt } = withdrawal;
  const ids = { id: newId(), dealId: deal.id, projectId: deal.projectId, withdrawalId };
  em.create(Refund, { ...ids, amount, reason, state: 'requested', requestedBy, requestedAt });
}

/** Nothing is to be given back: nobody has to approve anything. */
function settleAtOnce(account: Account, withdrawal: Withdrawal, document: Pick<Document, 'at' | 'cause'>, work: Work) {
  const { id: withdrawalId, retain, reason, executedBy: byId } = withdrawal;
  const kept = retained(retain, freeCredit(account.deal));
  account.keep(forfeitureMovement(account.deal, kept.amount), { ...kept, reason, byId }, document);
  Object.assign(withdrawal, { state: 'settled', endedAt: document.at });
  const { id: dealId, unitId, projectId } = account.deal;
  const facts = { withdrawalId, dealId, unitId, projectId, refunded: Money.zero, retained: kept.amount };
  work.tell(Object.assign(new WithdrawalSettled(), facts));
}

function causeOf(telling: Telling, { id }: Heard<object>): { name: string; id: string } {
  return { name: nameOf(telling), id };
}
