import type { InvoiceKind, InvoiceState, ReversalCause } from '#contracts/finance-invoices.js';
import type { VatMethod } from '#contracts/finance-settings.js';
import type { Derivation } from '#kernel/derivation.js';
import { refuse } from '#kernel/refusal.js';
import { json, money, rate } from '#persistence/columns.js';
import { sealed } from '#persistence/sealed.js';
import { defineEntity, type EntityManager, LockMode, p } from '@mikro-orm/postgresql';
import type { WrittenFields } from '../rules/invoice-fields.js';
import { Account } from './account.js';
import { Deal } from './deal.js';

const schema = defineEntity({
  name: 'Invoice',
  tableName: 'invoice',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    kind: p.string().$type<InvoiceKind>(),
    /** Our own number; the tax office gives another. */
    number: p.string(),
    /** Below zero in a red letter. */
    amount: money(),
    net: money(),
    vat: money(),
    vatRate: rate(),
    vatMethod: p.string().$type<VatMethod>(),
    derivation: json<Derivation>(),
    fields: json<WrittenFields>(),
    /** Null in invoices of before there was a tax port. */
    buyerName: sealed().nullable(),
    buyerNumber: sealed().nullable(),
    state: p.string().$type<InvoiceState>(),
    issuedBy: p.uuid(),
    issuedAt: p.datetime(),
    correctedBy: p.uuid().nullable(),
    confirmedBy: p.uuid().nullable(),
    confirmedAt: p.datetime().nullable(),
    /** How often it went to the tax office: each time under a reference of its own. */
    attempt: p.integer(),
    taxNumber: p.string().nullable(),
    taxIssuedOn: p.string().nullable(),
    fileUrl: p.string().nullable(),
    /** SHA-256 of the tax office's file. */
    fileHash: p.string().nullable(),
    refusedFor: p.text().nullable(),
    cancelledFor: p.text().nullable(),
    /** Of a red letter: the invoice that it takes back, and why. */
    reversesId: p.uuid().nullable(),
    reason: p.text().nullable(),
    /** Why it has to be taken back; null while it need not. */
    toReverseFor: p.string().$type<ReversalCause>().nullable(),
    collectedOn: p.string().nullable(),
    collectedBy: sealed().nullable(),
    collectedProof: p.string().nullable(),
    collectedById: p.uuid().nullable(),
  },
});

/** The purchase invoice 购房发票, or the red letter that takes one back (FIN-11). */
export class Invoice extends schema.class {}
schema.setClass(Invoice);

/** An invoice under lock, with its deal, whose money cannot move meanwhile, and the invoice that it takes back. */
export interface LockedInvoice {
  account: Account;
  invoice: Invoice;
  blue?: Invoice;
}

/** The deal is locked first, as by everybody; refuses with ALL.unknown when there is no such invoice. */
export async function lockedInvoice(em: EntityManager, id: string): Promise<LockedInvoice> {
  const [row] = await em.execute<{ deal: string }[]>('select deal_id as deal from invoice where id = ?', [id]);
  if (!row) refuse('ALL.unknown', { what: 'Invoice', id });
  const account = await Account.locked(em, row.deal);
  const invoice = await em.findOneOrFail(Invoice, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const { reversesId } = invoice;
  const blue = reversesId && (await em.findOneOrFail(Invoice, reversesId, { lockMode: LockMode.PESSIMISTIC_WRITE }));
  return { account, invoice, ...(blue ? { blue } : {}) };
}

/** The ids by which listeners know an invoice's deal. */
export function idsOfDeal({ deal: { id: dealId, contractId, unitId, projectId } }: Account) {
  return { dealId, contractId: contractId!, unitId, projectId };
}

/** What the tax office's word makes of it: the deal has no invoice any more once that is taken back. */
export function taken({ account, invoice, blue }: LockedInvoice, outcome: { marks: object; blue?: object }): void {
  Object.assign(invoice, outcome.marks);
  if (!blue || !outcome.blue) return;
  Object.assign(blue, outcome.blue, { toReverseFor: null });
  account.deal.invoiceId = null;
}

/** Who issued it, and who corrected it last (ALL-4). */
export function makersOf({ issuedBy, correctedBy }: Invoice): string[] {
  return correctedBy ? [issuedBy, correctedBy] : [issuedBy];
}

/** The invoice that stands in a deal, under lock after the deal. */
export async function standingInvoice(em: EntityManager, dealId: string): Promise<Invoice | undefined> {
  await em.execute('select 1 from deal where id = ? for update', [dealId]);
  const deal = await em.findOneOrFail(Deal, dealId);
  if (!deal.invoiceId) return undefined;
  return em.findOneOrFail(Invoice, deal.invoiceId, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
