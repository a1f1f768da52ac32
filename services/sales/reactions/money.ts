import { OpeningBooked } from '#contracts/finance-takeover.js';
import { ReceiptRecorded } from '#contracts/finance.js';
import { RefundPaid } from '#contracts/finance-refunds.js';
import { ReceiptVoided } from '#contracts/finance-receipts.js';
import { Money } from '#kernel/money.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DealMoney, DealPaid } from '../entities/deal-money.js';
import { Subscription } from '../entities/subscription.js';

/** What finance tells of money: what counts for the consultant of the deal (CRM-5), and how far it is paid (CRM-4). */
@Injectable()
export class MoneyReactions {
  @Hears(ReceiptRecorded)
  async receiptRecorded({ event, at }: Heard<ReceiptRecorded>, { em }: Work) {
    const { receiptId, dealId, amount, method, pricePaid } = event;
    await counts(em, { id: receiptId, dealId, amount, at });
    const lent = method === 'loan' ? amount : Money.zero;
    const paid = await em.findOne(DealPaid, dealId);
    if (paid) Object.assign(paid, { pricePaid, loanPaid: paid.loanPaid.plus(lent) });
    else em.create(DealPaid, { id: dealId, pricePaid, loanPaid: lent });
  }

  /** What was paid before this system counts for nobody's month (CRM-5), and is not asked for again (CRM-4). */
  @Hears(OpeningBooked)
  async openingBooked({ event: { dealId: id, pricePaid, loan } }: Heard<OpeningBooked>, { em }: Work) {
    const paid = await em.findOne(DealPaid, id);
    if (paid) Object.assign(paid, { pricePaid, loanPaid: paid.loanPaid.plus(loan) });
    else em.create(DealPaid, { id, pricePaid, loanPaid: loan });
  }

  /** As if it had never come: it counts for nobody, and is off what is paid (FIN-4). */
  @Hears(ReceiptVoided)
  async receiptVoided({ event, at, id }: Heard<ReceiptVoided>, { em }: Work) {
    const { dealId, amount, pricePaid } = event;
    await counts(em, { id, dealId, amount: amount.negated(), at });
    const paid = await em.findOneOrFail(DealPaid, dealId);
    paid.pricePaid = pricePaid;
  }

  @Hears(RefundPaid)
  refundPaid({ event: { refundId, dealId, amount }, at }: Heard<RefundPaid>, { em }: Work) {
    return counts(em, { id: refundId, dealId, amount: amount.negated(), at });
  }
}

async function counts(
  em: EntityManager,
  moved: { id: string; dealId: string; amount: Money; at: Date },
): Promise<void> {
  const { id, dealId: subscriptionId, amount, at } = moved;
  const { projectId, consultantId } = await em.findOneOrFail(Subscription, subscriptionId);
  em.create(DealMoney, { id, subscriptionId, projectId, consultantId, amount, at });
}
