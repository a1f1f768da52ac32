import type { BuyerKind } from '#contracts/finance-invoices.js';
import { settingsOf } from '#contracts/finance-settings.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, type Instant } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Account } from '../entities/account.js';
import { nextNumber } from '../entities/book.js';
import { SoldHome } from '../entities/home.js';
import type { Invoice } from '../entities/invoice.js';
import { Project } from '../entities/project.js';
import { invoiceAmount, vatSplit, vatTerms } from '../rules/invoice.js';
import { invoiceFields, type Said } from '../rules/invoice-fields.js';

/** Amounts and fields of the deal's invoice as they are now, or why there is none yet (FIN-11). */
export async function drawnUp(em: EntityManager, { deal, owed }: Account, said: Said) {
  const amount = invoiceAmount(deal, owed);
  const { invoice: settings = {} } = settingsOf(await em.findOneOrFail(Project, deal.projectId));
  const terms = vatTerms(settings);
  const { net, vat, derivation } = vatSplit(amount, terms);
  const home = await em.findOne(SoldHome, { id: deal.contractId! });
  const written = invoiceFields(said, { unitCode: deal.unitCode, ...home }, settings, { amount, net });
  return { amount, net, vat, derivation, vatRate: terms.rate, vatMethod: terms.method, ...written };
}

/** What an invoice says already, and over it what is said now. */
export function saidOf({ fields, buyerName, buyerNumber }: Invoice, now: Said): Said {
  const { propertyCode, address, assessedPrice, buyerKind } = fields;
  const assessed = assessedPrice === undefined ? undefined : Money.parse(assessedPrice);
  return {
    propertyCode: now.propertyCode ?? propertyCode,
    address: now.address ?? address,
    assessedPrice: now.assessedPrice ?? assessed,
    buyerKind: now.buyerKind ?? (buyerKind as BuyerKind),
    buyerName: now.buyerName ?? buyerName ?? undefined,
    buyerNumber: now.buyerNumber ?? buyerNumber ?? undefined,
  };
}

/** Refuses when the deal owes again, is off, or has another price than the invoice. */
export function refuseIfOutdated({ deal, owed }: Account, { number, amount }: Invoice): void {
  const now = invoiceAmount(deal, owed);
  if (!now.equals(amount)) refuse('FIN-11.amount-changed', { number, amount, now });
}

/** The next number of the year's book. */
export async function invoiceNumber(em: EntityManager, at: Instant): Promise<string> {
  const year = dayOf(at).slice(0, 4);
  return `FP-${year}-${String(await nextNumber(em, `invoices of ${year}`)).padStart(6, '0')}`;
}

export function answerOf({ id: invoiceId, number, kind, amount, net, vat, derivation, state, taxNumber }: Invoice) {
  return { invoiceId, number, kind, amount, net, vat, derivation, state, taxNumber: taxNumber ?? undefined };
}
