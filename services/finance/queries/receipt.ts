import type { EntityManager } from '@mikro-orm/postgresql';
import { Money } from '#kernel/money.js';
import { bankedDays } from '../entities/bank-line.js';
import { purseOf } from '../entities/purse.js';
import { Receipt } from '../entities/receipt.js';
import { ReceiptVoid } from '../entities/receipt-void.js';
import { Receivable } from '../entities/receivable.js';
import { freeOf, leftOf, type Purse } from '../rules/lineage.js';

/** The receipts of a deal in the order of their numbers, and where the money of each lies now (FIN-2, FIN-4). */
export async function receiptRows(em: EntityManager, dealId: string) {
  const receipts = await em.find(Receipt, { dealId }, { orderBy: { book: 'asc', serial: 'asc' } });
  const voids = new Map((await em.find(ReceiptVoid, { dealId })).map((row) => [row.receiptId, row]));
  const labels = new Map((await em.find(Receivable, { dealId })).map(({ id, label }) => [id, label]));
  const purse = await purseOf(em, dealId);
  const banked = await bankedDays(em, dealId);
  const reds = Map.groupBy(receipts, ({ reversesId }) => reversesId);
  return receipts.map((receipt) => {
    const red = Money.sum((reds.get(receipt.id) ?? []).map(({ amount }) => amount));
    const ended = voids.get(receipt.id);
    const worth = ended ? Money.zero : receipt.amount.plus(red);
    const row = { ...rowOf(receipt, ended), bankedOn: banked.get(receipt.id) };
    return { ...row, ...(receipt.reversesId ? {} : lineage(receipt.id, worth, purse, labels)) };
  });
}

function rowOf(receipt: Receipt, ended?: ReceiptVoid) {
  const { id: receiptId, number, amount, method, receivedAt, cashierName: cashier, trace, type } = receipt;
  const { reversesId, replacesId, oldNumber, chequeNumber, externalReference, reason } = receipt;
  const links = {
    reverses: reversesId ?? undefined,
    replaces: replacesId ?? undefined,
    oldNumber: oldNumber ?? undefined,
  };
  const papers = { chequeNumber: chequeNumber ?? undefined, externalReference: externalReference ?? undefined };
  const why = { voided: ended !== undefined, reason: ended?.reason ?? reason ?? undefined };
  return { receiptId, number, amount, method, type, receivedAt, cashier, trace, ...links, ...papers, ...why };
}

/** Where its money lies, what of it is held, and what is gone for good. */
function lineage(id: string, worth: Money, purse: Purse, labels: Map<string, string>) {
  const allocations = purse.slices
    .filter(({ receiptId }) => receiptId === id)
    .map(({ receivableId, amount }) => ({ receivableId, label: labels.get(receivableId) ?? '', amount }));
  return { allocations, credit: freeOf(purse, id), gone: worth.minus(leftOf(purse, id)) };
}
