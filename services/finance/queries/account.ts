import { AccountByDeal } from '#contracts/finance.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { Exchange } from '../entities/exchange.js';
import { Forfeiture } from '../entities/forfeiture.js';
import { Invoice } from '../entities/invoice.js';
import { Receivable } from '../entities/receivable.js';
import { Refund } from '../entities/refund.js';
import { receiptRows } from './receipt.js';
import { outstanding } from '../rules/standing.js';

@Controller()
export class AccountQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(AccountByDeal)
  byDeal({ payload: { dealId }, actor }: Asked<AccountByDeal>) {
    return this.unitOfWork.read(async (em) => {
      const deal = await em.findOneOrFail(Deal, dealId);
      mayTouch(actor, { projectId: deal.projectId, ownerId: deal.consultantId });
      const owed = await em.find(Receivable, { dealId }, { orderBy: { dueOn: 'asc', line: 'asc', id: 'asc' } });
      const receivables = owed.map(({ id, ...row }) => ({ receivableId: id, ...pick(row) }));
      return { ...sumsOf(deal), outstanding: outstanding(owed), receivables, ...(await papersOf(em, deal)) };
    });
  }
}

function sumsOf(deal: Deal) {
  const { id: dealId, projectId, unitCode, price, received, allocated, credit, refunded, forfeited } = deal;
  const sums = { received, allocated, credit, refunded, forfeited, cleared: deal.clearedAt != null };
  return { dealId, projectId, unitCode, ...(price ? { price } : {}), ...sums };
}

/** Receipts, refunds, exchanges, what was kept, and the invoice. */
async function papersOf(em: EntityManager, { id: dealId, invoiceId }: Deal) {
  const refunds = await em.find(Refund, { dealId }, { orderBy: { requestedAt: 'asc' } });
  const exchanges = await em.find(Exchange, { $or: [{ fromDealId: dealId }, { toDealId: dealId }] });
  const forfeitures = await em.find(Forfeiture, { dealId }, { orderBy: { id: 'asc' } });
  const invoice = invoiceId && (await em.findOneOrFail(Invoice, invoiceId));
  return {
    receipts: await receiptRows(em, dealId),
    refunds: refunds.map(({ id, amount, reason, state }) => ({ refundId: id, amount, reason, state })),
    exchanges: exchanges.map(exchangeRow),
    forfeitures: forfeitures.map(({ amount, derivation, reason, at }) => ({ amount, derivation, reason, at })),
    ...(invoice ? { invoice: invoiceRow(invoice) } : {}),
  };
}

function pick({ kind, label, amount, paid, dueOn, derivation, state }: Omit<Receivable, 'id'>) {
  return { kind, label, amount, paid, dueOn, derivation, state };
}

function exchangeRow({ id: changeId, kind, state, fromDealId, toDealId, reason, requestedAt }: Exchange) {
  return { changeId, kind, state, fromDealId, toDealId, reason, requestedAt };
}

function invoiceRow({ id: invoiceId, number, kind, amount, net, vat, derivation, state, taxNumber }: Invoice) {
  return { invoiceId, number, kind, amount, net, vat, derivation, state, taxNumber: taxNumber ?? undefined };
}
