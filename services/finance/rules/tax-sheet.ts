import type { InvoiceKind } from '#contracts/finance-invoices.js';
import type { VatMethod } from '#contracts/finance-settings.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Day } from '#kernel/time.js';
import type { WrittenFields } from './invoice-fields.js';

/** An invoice as the tax office gets it; amounts and area are decimal text. */
export interface TaxSheet {
  /** Our own: handed in again under the same reference it is one invoice. */
  reference: string;
  unit: string;
  kind: InvoiceKind;
  /** 特定业务: 05 is the sale of real estate 不动产销售. */
  business: '05';
  amount: string;
  net: string;
  vat: string;
  vatRate: string;
  vatMethod: VatMethod;
  buyer: { kind: string; name: string; number: string };
  property: Omit<WrittenFields, 'buyerKind'>;
  /** Of a red letter: the number and day of the invoice that it takes back, and why. */
  reverses?: { number: string; issuedOn: Day; reason: string };
}

interface Sent {
  id: string;
  attempt: number;
  kind: InvoiceKind;
  amount: Money;
  net: Money;
  vat: Money;
  vatRate: Rate;
  vatMethod: VatMethod;
  fields: WrittenFields;
  buyerName?: string | null;
  buyerNumber?: string | null;
  reason?: string | null;
}

/** Under which the tax office has it: what was corrected after a refusal goes as another one. */
export function taxReference({ id, attempt }: { id: string; attempt: number }): string {
  return `${id}.${attempt}`;
}

/** What is sent of an invoice, or of the red letter of `blue` (FIN-11). */
export function taxSheet(
  invoice: Sent,
  unit: string,
  blue?: { taxNumber?: string | null; taxIssuedOn?: Day | null },
): TaxSheet {
  const { kind, amount, net, vat, vatRate, vatMethod } = invoice;
  const { buyerName: name, buyerNumber: number } = invoice;
  const { buyerKind, ...property } = invoice.fields;
  const reverses = blue && { number: blue.taxNumber!, issuedOn: blue.taxIssuedOn!, reason: invoice.reason! };
  return {
    ...{ reference: taxReference(invoice), unit, kind, business: '05', vatMethod, vatRate: vatRate.toString() },
    ...{ amount: amount.toString(), net: net.toString(), vat: vat.toString() },
    ...{
      buyer: { kind: buyerKind, name: name ?? '', number: number ?? '' },
      property,
      ...(reverses ? { reverses } : {}),
    },
  };
}
