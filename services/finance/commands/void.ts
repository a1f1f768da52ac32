import { ReceiptRecorded } from '#contracts/finance.js';
import { SupervisedFundsMoved } from '#contracts/finance-funds.js';
import {
  DepositShortAgain,
  ReceiptVoided,
  ReverseReceipt,
  VoidReceipt,
  milestoneEvents,
} from '#contracts/finance-receipts.js';
import { newId } from '#kernel/ids.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { shortTraceId } from '#telemetry/trace.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Account, type Document } from '../entities/account.js';
import { nextReceipt, Receipt } from '../entities/receipt.js';
import { ReceiptVoid } from '../entities/receipt-void.js';
import { supervised } from '../entities/supervised-movement.js';
import { openTill } from '../entities/till.js';
import { reversalMovement } from '../rules/exchange.js';
import type { Movement } from '../rules/movement.js';
import { depositShort, receiptNews, milestones } from '../rules/news.js';
import { refuseUnlessStanding, refuseUnlessThere, refuseUnlessToday } from '../rules/void.js';

/** Receipts that are taken back (FIN-4): their money is taken off what it was put to. */
@Controller()
export class VoidCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** By the cashier whose receipt it is; the till is locked, so that its day close comes before or after (FIN-8). */
  @Answers(VoidReceipt)
  void(asked: Asked<VoidReceipt>) {
    const { receiptId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, actor, at, tell } = work;
      const { receipt, account, ended } = await standing(em, receiptId);
      const { projectId, cashierId, number, amount, dealId } = receipt;
      mayTouch(asked.actor, { projectId, ownerId: cashierId });
      refuseUnlessStanding(ended);
      refuseUnlessToday(ended, at);
      await openTill(em, projectId, asked.actor, at);
      const movement = takenBack(account, receipt, { kind: 'void', id: receiptId }, asked);
      em.create(ReceiptVoid, { receiptId, dealId, projectId, reason, byId: actor.id, day: dayOf(at), at });
      tell(Object.assign(new ReceiptVoided(), { ...receiptNews(account.deal, account.owed, receipt), reason }));
      const back = { id: receiptId, dealId, amount: amount.negated(), receivedAt: at, reversesId: receiptId };
      for (const funds of await supervised(em, account.deal, back)) tell(SupervisedFundsMoved.of(funds));
      tellFallen(account, movement, work);
      return { receiptId, number, amount };
    });
  }

  /** In no day close of the accountant: the cashier whose receipt it takes back counts it (FIN-8). */
  @Answers(ReverseReceipt)
  reverse(asked: Asked<ReverseReceipt>) {
    return this.unitOfWork.run(asked, async (work) => {
      const { receipt, account, ended } = await standing(work.em, asked.payload.receiptId);
      mayTouch(asked.actor, { projectId: receipt.projectId });
      separate(asked.actor, { 'receipt.record': receipt.cashierId });
      refuseUnlessStanding(ended);
      const id = newId();
      const movement = takenBack(account, receipt, { kind: 'reversal', id }, asked);
      const red = await nextReceipt(work.em, account.deal, redLetter(receipt, id, asked));
      work.tell(Object.assign(new ReceiptRecorded(), receiptNews(account.deal, account.owed, red)));
      for (const funds of await supervised(work.em, account.deal, red)) work.tell(SupervisedFundsMoved.of(funds));
      tellFallen(account, movement, work);
      return { receiptId: id, number: red.number, reverses: receipt.number, amount: red.amount };
    });
  }
}

/** The receipt, its deal under lock, and what became of it so far. */
async function standing(em: EntityManager, id: string) {
  const receipt = await em.findOneOrFail(Receipt, id);
  const account = await Account.locked(em, receipt.dealId);
  const voided = (await em.count(ReceiptVoid, { receiptId: id })) > 0;
  const red = await em.findOne(Receipt, { reversesId: id });
  return { receipt, account, ended: { ...receipt, voided, redLetter: red?.number } };
}

/** Books that its money goes out again, of what it was put to; refuses when it is not all there. */
function takenBack(account: Account, receipt: Receipt, paper: Pick<Document, 'kind' | 'id'>, asked: Asked<object>) {
  const { id: receiptId, valueDay } = receipt;
  const { at, name, key } = asked;
  refuseUnlessThere({ ...receipt, voided: false }, account.purse, account.deal);
  const movement = reversalMovement(account.deal, account.owed, receipt, account.purse);
  account.book(movement, { ...paper, at, cause: { name, id: key }, money: { receiptId, valueDay } });
  return movement;
}

function redLetter(receipt: Receipt, id: string, { payload, actor, at }: Asked<ReverseReceipt>) {
  const { payer, method, type, valueDay, id: reversesId } = receipt;
  const { reason } = payload;
  const amount = receipt.amount.negated();
  const facts = { id, payer, method, type, valueDay, reversesId, reason, amount };
  return { ...facts, cashier: actor, receivedAt: at, trace: shortTraceId() ?? '' };
}

/** What the deal had reached and has not any more. */
function tellFallen(account: Account, movement: Movement, { tell, at }: Work): void {
  const short = depositShort(account.deal, movement);
  if (short) tell(Object.assign(new DepositShortAgain(), short));
  for (const event of milestoneEvents(account.turned(milestones(account.deal, account.owed, at)))) tell(event);
}
