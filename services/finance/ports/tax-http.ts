import { IsDay, Optional } from '#contracts/fields.js';
import { parseLoosely } from '#contracts/parse.js';
import type { Day } from '#kernel/time.js';
import { askOutside } from '#messaging/outside.js';
import { IsIn, Length, Matches } from 'class-validator';
import type { TaxStanding } from '../rules/invoice-steps.js';
import type { TaxSheet } from '../rules/tax-sheet.js';
import type { TaxOffice } from './tax.js';

/** What the tax office answers; anything else is as if it had not answered. */
class Standing implements TaxStanding {
  @IsIn(['submitted', 'accepted', 'refused']) state!: TaxStanding['state'];
  @Optional() @Matches(/^\d{20}$/) number?: string;
  @Optional() @IsDay() issuedOn?: Day;
  @Optional() @Length(1, 300) fileUrl?: string;
  @Optional() @Matches(/^[0-9a-f]{64}$/) fileHash?: string;
  @Optional() @Length(1, 500) reason?: string;
}

/** The tax office over HTTP (TAX_URL). */
export class HttpTaxOffice implements TaxOffice {
  readonly byHand = false;

  async submit(sheet: TaxSheet): Promise<void> {
    await askOutside(invoices(), { key: sheet.reference, body: sheet });
  }

  async standing(reference: string): Promise<TaxStanding> {
    return parseLoosely(Standing, await askOutside<object>(`${invoices()}/${encodeURIComponent(reference)}`));
  }
}

function invoices(): string {
  return `${process.env.TAX_URL}/invoices`;
}
