import { milestoneEvents } from '#contracts/finance-receipts.js';
import { ReceiptRecorded } from '#contracts/finance.js';
import { SupervisedFundsMoved } from '#contracts/finance-funds.js';
import { nameOf } from '#contracts/message.js';
import { LoanDisbursed } from '#contracts/mortgage.js';
import { newId } from '#kernel/ids.js';
import { dayOf } from '#kernel/time.js';
import { refuse } from '#kernel/refusal.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Account } from '../entities/account.js';
import { nextReceipt, Receipt } from '../entities/receipt.js';
import { supervised } from '../entities/supervised-movement.js';
import { disbursementMovement } from '../rules/allocation.js';
import { receiptType } from '../rules/receipt.js';
import { receiptNews, milestones } from '../rules/news.js';

@Injectable()
export class MortgageReactions {
  /** The bank's money arrived: a receipt for each disbursement, once (MOR-5). Waits until the contract is known. */
  @Hears(LoanDisbursed)
  async loanDisbursed({ event, id: heardId, actor, at, trace }: Heard<LoanDisbursed>, { em, tell }: Work) {
    const { dealId, contractId, disbursementId, bank, amount } = event;
    const account = await Account.locked(em, dealId);
    const { deal, owed } = account;
    if (deal.contractId !== contractId) refuse('ALL.unknown', { what: 'Contract', id: contractId });
    if (await em.findOne(Receipt, { disbursementId })) return;
    const movement = disbursementMovement(deal, owed, amount);
    const id = newId();
    const cause = { name: nameOf(LoanDisbursed), id: heardId };
    const valueDay = dayOf(at);
    account.book(movement, { kind: 'receipt', id, at, cause, money: { receiptId: id, valueDay } });
    const taken = {
      payer: bank,
      amount,
      method: 'loan' as const,
      cashier: actor,
      receivedAt: at,
      valueDay,
      trace,
      type: receiptType(movement),
    };
    const receipt = await nextReceipt(em, deal, { ...taken, id, disbursementId });
    for (const funds of await supervised(em, deal, receipt)) tell(SupervisedFundsMoved.of(funds));
    tell(Object.assign(new ReceiptRecorded(), receiptNews(deal, owed, receipt)));
    for (const news of milestoneEvents(account.turned(milestones(account.deal, account.owed, at)))) tell(news);
  }
}
