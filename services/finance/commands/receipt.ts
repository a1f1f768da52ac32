import { milestoneEvents } from '#contracts/finance-receipts.js';
import { DepositReceived, ReceiptRecorded, RecordReceipt } from '#contracts/finance.js';
import { SupervisedFundsMoved } from '#contracts/finance-funds.js';
import { newId } from '#kernel/ids.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { shortTraceId } from '#telemetry/trace.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { DepositReferral } from '../entities/deposit-referral.js';
import { nextReceipt, type Receipt } from '../entities/receipt.js';
import { supervised } from '../entities/supervised-movement.js';
import { openTill } from '../entities/till.js';
import { receiptMovement } from '../rules/allocation.js';
import type { Movement } from '../rules/movement.js';
import { receiptType } from '../rules/receipt.js';
import { turnsOf } from '../rules/placing.js';
import { depositNews, receiptNews, milestones } from '../rules/news.js';

@Controller()
export class ReceiptCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of two cashiers at once on one deal the second waits, and allocates to what is owed after the first (FIN-2). */
  @Answers(RecordReceipt)
  record(asked: Asked<RecordReceipt>) {
    const { payload, actor, at, name, key } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const account = await Account.locked(em, payload.dealId);
      mayTouch(actor, { projectId: account.deal.projectId });
      await openTill(em, account.deal.projectId, actor, at);
      const [id, trace, valueDay] = [newId(), shortTraceId() ?? '', dayOf(at)];
      const turns = turnsOf(account, valueDay, { in: payload.amount, receiptId: id });
      const movement = receiptMovement(account.deal, account.owed, payload, turns);
      const document = { at, cause: { name, id: key }, money: { receiptId: id, valueDay } };
      account.book(movement, { kind: 'receipt', id, ...document });
      await lapsed(em, account);
      const taken = { id, trace, type: receiptType(movement), cashier: actor, receivedAt: at, valueDay };
      const receipt = await nextReceipt(em, account.deal, { ...slipOf(payload), ...taken, tillDay: valueDay });
      for (const event of newsOf(account, movement, receipt)) tell(event);
      for (const funds of await supervised(em, account.deal, receipt)) tell(SupervisedFundsMoved.of(funds));
      return answerOf(receipt, movement);
    });
  }
}

/** What the cashier writes of who paid, and how. */
function slipOf({ payer, amount, method, chequeNumber, externalReference }: RecordReceipt) {
  return { payer, amount, method, chequeNumber, externalReference };
}

/** A deposit that is there in full is nothing for finance to decide on (SUB-4). */
async function lapsed(em: EntityManager, { deal, owed }: Account): Promise<void> {
  if (owed.some(({ kind, state }) => kind === 'deposit' && state === 'open')) return;
  await em.nativeUpdate(DepositReferral, { id: deal.id, state: 'awaiting' }, { state: 'lapsed' });
}

function newsOf(account: Account, movement: Movement, receipt: Receipt): object[] {
  const { deal, owed } = account;
  const deposit = depositNews(deal, movement);
  return [
    Object.assign(new ReceiptRecorded(), receiptNews(deal, owed, receipt)),
    ...(deposit ? [Object.assign(new DepositReceived(), deposit)] : []),
    ...milestoneEvents(account.turned(milestones(account.deal, account.owed, receipt.receivedAt))),
  ];
}

function answerOf({ id: receiptId, number, trace }: Receipt, { parts, credit }: Movement) {
  const allocations = parts.map(({ owed, amount }) => ({ receivableId: owed.id, label: owed.label, amount }));
  return { receiptId, number, allocations, credit, trace };
}
