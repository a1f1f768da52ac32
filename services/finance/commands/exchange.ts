import { settingsOf } from '#contracts/finance-settings.js';
import { DepositReceived, ReceiptRecorded } from '#contracts/finance.js';
import { ExchangeReceipts, ReceiptsExchanged } from '#contracts/finance-exchanges.js';
import { SupervisedFundsMoved } from '#contracts/finance-funds.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { shortTraceId } from '#telemetry/trace.js';
import { Controller } from '@nestjs/common';
import { Account, type Document } from '../entities/account.js';
import { lockedExchange, type Exchange } from '../entities/exchange.js';
import { Project } from '../entities/project.js';
import { nextReceipt, standingReceipts, type Receipt } from '../entities/receipt.js';
import { openTill } from '../entities/till.js';
import { exchangeable, refuseUnlessExchangeable, reissueMovement, reversalMovement } from '../rules/exchange.js';
import { supervised } from '../entities/supervised-movement.js';
import { receiptType } from '../rules/receipt.js';
import { feesOwed } from '../rules/fees.js';
import { depositNews, receiptNews } from '../rules/news.js';

@Controller()
export class ExchangeCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** All receipts of the deal are reversed and issued anew at once: the money is never in two places (FIN-5). */
  @Answers(ExchangeReceipts)
  exchange(asked: Asked<ExchangeReceipts>) {
    const { changeId, payer } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, actor, at } = work;
      const exchange = await lockedExchange(em, changeId);
      mayTouch(asked.actor, { projectId: exchange.projectId });
      if (exchange.state !== 'awaiting') refuse('FIN-5.not-awaited', { state: exchange.state });
      const { from, to } = await accountsOf(exchange, work);
      refuseUnlessExchangeable(from.deal);
      const slips = exchangeable(await standingReceipts(em, from.deal.id), from.purse);
      await openTill(em, exchange.projectId, asked.actor, at);
      if (exchange.kind === 'rename' && slips.length > 0 && !payer) refuse('FIN-5.payer-missing', {});
      Object.assign(to.deal, { awaitsExchange: false, customerId: exchange.customerId ?? to.deal.customerId });
      const receipts = await exchanged(slips, { from, to }, asked, work);
      await charged(exchange, to, work);
      Object.assign(exchange, { state: 'done', doneById: actor.id, doneAt: at });
      work.tell(exchangedOf(exchange, to, slips));
      return { changeId, state: exchange.state, receipts };
    });
  }
}

/** The project's fee for a rename or swap, once it is complete (FIN-1). */
async function charged({ kind }: Exchange, account: Account, { em, at }: Work): Promise<void> {
  const { deal, owed } = account;
  const { fees } = settingsOf(await em.findOneOrFail(Project, deal.projectId));
  for (const terms of feesOwed(kind, fees, deal, owed, dayOf(at))) account.owe(terms);
}

interface Accounts {
  from: Account;
  to: Account;
}

/** Locked in the order of their ids, so that two exchanges that cross do not wait for each other. */
async function accountsOf({ fromDealId, toDealId }: Exchange, { em }: Work): Promise<Accounts> {
  const locked = new Map<string, Account>();
  for (const id of [...new Set([fromDealId, toDealId])].toSorted()) locked.set(id, await Account.locked(em, id));
  return { from: locked.get(fromDealId)!, to: locked.get(toDealId)! };
}

/**
 * First all red-letter receipts, so that what was allocated is free; then the new ones in the old order. Supervised
 * money comes before it goes, so that an account that released some of it is not short for the moment (FIN-12).
 */
async function exchanged(slips: Left[], { from, to }: Accounts, asked: Asked<ExchangeReceipts>, work: Work) {
  const reds: Receipt[] = [];
  for (const left of slips) reds.push(await taken(left, from, { reversesId: left.slip.id }, asked, work));
  const anew: Receipt[] = [];
  for (const left of slips) anew.push(await taken(left, to, { replacesId: left.slip.id }, asked, work));
  for (const receipt of [...anew, ...reds]) {
    const { deal } = receipt.reversesId ? from : to;
    for (const funds of await supervised(work.em, deal, receipt)) work.tell(SupervisedFundsMoved.of(funds));
  }
  return anew.map(({ id: receiptId, number }, place) => {
    return { receiptId, number, replaces: slips[place]!.slip.number, redLetter: reds[place]!.number };
  });
}

/** A receipt, and what of its money is there to be exchanged. */
interface Left {
  slip: Receipt;
  amount: Money;
}

type Link = { reversesId: string } | { replacesId: string };

/** A receipt for the money of another, out of the account or into it; told as every receipt is. */
async function taken(left: Left, account: Account, link: Link, asked: Asked<ExchangeReceipts>, work: Work) {
  const { actor, at } = work;
  const back = 'reversesId' in link;
  const { slip, amount: worth } = left;
  const { valueDay, method } = slip;
  const id = newId();
  const money = { id: back ? slip.id : id, amount: worth, method };
  const movement = (back ? reversalMovement : reissueMovement)(account.deal, account.owed, money, account.purse);
  const document: Document = {
    kind: back ? 'reversal' : 'receipt',
    id,
    at,
    cause: { name: asked.name, id: asked.key },
    money: { receiptId: money.id, valueDay },
  };
  account.book(movement, document);
  const payer = back ? slip.payer : (asked.payload.payer ?? slip.payer);
  const amount = back ? worth.negated() : worth;
  const papers = { chequeNumber: slip.chequeNumber ?? undefined, type: back ? slip.type : receiptType(movement) };
  const when = { receivedAt: at, valueDay, tillDay: dayOf(at) };
  const facts = { id, payer, amount, method, cashier: actor, ...when, ...papers, trace: shortTraceId() ?? '' };
  const receipt = await nextReceipt(work.em, account.deal, { ...facts, ...link });
  work.tell(Object.assign(new ReceiptRecorded(), receiptNews(account.deal, account.owed, receipt)));
  const deposit = !back && account.deal.id !== slip.dealId && depositNews(account.deal, movement);
  if (deposit) work.tell(Object.assign(new DepositReceived(), deposit));
  return receipt;
}

function exchangedOf(exchange: Exchange, { deal }: Account, slips: Left[]): ReceiptsExchanged {
  const { id: changeId, fromDealId, toDealId, projectId } = exchange;
  const amount = Money.sum(slips.map((left) => left.amount));
  const facts = { changeId, fromDealId, toDealId, unitId: deal.unitId, projectId, receipts: slips.length, amount };
  return Object.assign(new ReceiptsExchanged(), facts);
}
