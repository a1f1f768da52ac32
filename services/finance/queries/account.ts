import { AccountByDeal } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { Exchange } from '../entities/exchange.js';
import { Forfeiture } from '../entities/forfeiture.js';
import { Invoice } from '../entities/invoice.js';
import { receiptRows } from './receipt.js';
import { purseOf } from '../entities/purse.js';
import { Receivable } from '../entities/receivable.js';
import { Refund } from '../entities/refund.js';
import { type FeeOn, feesOn, stillRunning } from '../rules/late-fees.js';
import { outstanding } from '../rules/standing.js';

@Controller()
export class AccountQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(AccountByDeal)
  byDeal({ payload: { dealId }, actor, at }: Asked<AccountByDeal>) {
    return this.unitOfWork.read(async (em) => {
      const deal = await em.findOneOrFail(Deal, dealId);
      mayTouch(actor, { projectId: deal.projectId, ownerId: deal.consultantId });
      const owed = await em.find(Receivable, { dealId }, { orderBy: { dueOn: 'asc', line: 'asc', id: 'asc' } });
      const fees = deal.lateRate ? feesOn(deal, owed, (await purseOf(em, dealId)).slices, dayOf(at)) : [];
      const receivables = owed.map(({ id, ...row }) => ({ receivableId: id, ...pick(row), ...running(id, fees) }));
      const accrued = Money.sum(fees.map(stillRunning));
      const sums = { ...sumsOf(deal), outstanding: outstanding(owed), accrued };
      return { ...sums, receivables, ...(await papersOf(em, deal)) };
    });
  }
}

/** The late fee that runs on an instalment, beside what is owed of it already (FIN-7). */
function running(id: string, fees: FeeOn[]) {
  const fee = fees.find(({ of, accrued }) => of.id === id && accrued.slices.length > 0);
  return fee ? { accrued: stillRunning(fee), accruedDerivation: fee.accrued.derivation } : {};
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

function pick({ kind, label, amount, paid, dueOn, derivation, state, lateOf }: Omit<Receivable, 'id'>) {
  return { kind, label, amount, paid, dueOn, derivation, state, lateFeeOf: lateOf ?? undefined };
}

function exchangeRow({ id: changeId, kind, state, fromDealId, toDealId, reason, requestedAt }: Exchange) {
  return { changeId, kind, state, fromDealId, toDealId, reason, requestedAt };
}

function invoiceRow({ id: invoiceId, number, kind, amount, net, vat, derivation, state, taxNumber }: Invoice) {
  return { invoiceId, number, kind, amount, net, vat, derivation, state, taxNumber: taxNumber ?? undefined };
}
