import type { PaymentMethod, ReceiptType } from '#contracts/finance.js';
import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { money } from '#persistence/columns.js';
import { sealed } from '#persistence/sealed.js';
import { defineEntity, type EntityManager, p } from '@mikro-orm/postgresql';
import { nextNumber, nextNumbers } from './book.js';
import { Project } from './project.js';
import { ReceiptVoid } from './receipt-void.js';

const schema = defineEntity({
  name: 'Receipt',
  tableName: 'receipt',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    /** Of today's, or of those from before this system. */
    book: p.string().$type<'receipts' | 'opening'>().default('receipts'),
    /** Place in that book of the project: 1, 2, 3 … without a gap. */
    serial: p.integer(),
    number: p.string(),
    payer: sealed(),
    amount: money(),
    method: p.string().$type<PaymentMethod>(),
    cashierId: p.uuid(),
    cashierName: p.string(),
    receivedAt: p.datetime(),
    /** The day in China on which its money counts as paid; of an exchanged receipt that of the first (FIN-5). */
    valueDay: p.string(),
    trace: p.string(),
    /** The bank's payment that it is for; one receipt each (MOR-5). */
    disbursementId: p.uuid().nullable(),
    /** A red-letter receipt 红冲, of the same amount below zero: the receipt that it takes back (FIN-5). */
    reversesId: p.uuid().nullable(),
    /** The receipt in whose place it was issued (FIN-5). */
    replacesId: p.uuid().nullable(),
    /** Of one from before this system: the number that it had, and the take-over that brought it. */
    oldNumber: p.string().nullable(),
    takeoverId: p.uuid().nullable(),
    /** The day close of its cashier that it counts in (FIN-8); null: in none, as the bank's loans. */
    tillDay: p.string().nullable(),
    type: p.string().$type<ReceiptType>().default('credit'),
    /** Of a red letter: why. */
    reason: p.text().nullable(),
    chequeNumber: p.string().nullable(),
    externalReference: p.string().nullable(),
  },
});

/** Money that came in, by number (FIN-2). */
export class Receipt extends schema.class {}
schema.setClass(Receipt);

/** Money as somebody took it in. */
export interface Taken {
  id: string;
  payer: string;
  amount: Money;
  method: PaymentMethod;
  cashier: { id: string; name: string };
  receivedAt: Instant;
  valueDay: Day;
  trace: string;
  type: ReceiptType;
  tillDay?: Day;
  reason?: string;
  chequeNumber?: string | undefined;
  externalReference?: string | undefined;
  disbursementId?: string;
  reversesId?: string;
  replacesId?: string;
}

/** Writes the next receipt of the project's book; the book stays locked, so this comes last before the commit. */
export async function nextReceipt(em: EntityManager, deal: { id: string; projectId: string }, taken: Taken) {
  const { cashier, ...rest } = taken;
  const project = await em.findOneOrFail(Project, deal.projectId);
  const serial = await nextNumber(em, `receipts of ${project.id}`);
  return em.create(Receipt, {
    ...rest,
    ...{ dealId: deal.id, projectId: project.id, cashierId: cashier.id, cashierName: cashier.name },
    ...{ serial, number: `${project.code}-${String(serial).padStart(6, '0')}` },
  });
}

/** Receipts from before this system, in a book of their own: today's numbers go on as if nothing had been (FIN-2). */
export async function nextOpeningReceipts(em: EntityManager, job: { projectId: string }, all: Opening[]) {
  if (all.length === 0) return [];
  const { id: projectId, code } = await em.findOneOrFail(Project, job.projectId);
  const first = await nextNumbers(em, `opening receipts of ${projectId}`, all.length);
  return all.map(({ cashier, ...rest }, at) => {
    const serial = first + at;
    const number = `${code}-QC-${String(serial).padStart(6, '0')}`;
    const by = { cashierId: cashier.id, cashierName: cashier.name };
    return em.create(Receipt, { ...rest, ...by, projectId, type: 'mixed', book: 'opening', serial, number });
  });
}

type Opening = Omit<Taken, 'type'> & { dealId: string; oldNumber: string; takeoverId: string };

/** The deal's receipts that were neither voided nor taken back by a red letter, oldest first. */
export async function standingReceipts(em: EntityManager, dealId: string): Promise<Receipt[]> {
  const all = await em.find(Receipt, { dealId }, { orderBy: { book: 'asc', serial: 'asc' } });
  const voids = await em.find(ReceiptVoid, { dealId });
  const reversed = new Set([...all.map(({ reversesId }) => reversesId), ...voids.map(({ receiptId }) => receiptId)]);
  return all.filter(({ id, reversesId }) => !reversesId && !reversed.has(id));
}
