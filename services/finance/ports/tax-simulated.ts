import { dayOf } from '#kernel/time.js';
import { createHash } from 'node:crypto';
import type { TaxStanding } from '../rules/invoice-steps.js';
import type { TaxSheet } from '../rules/tax-sheet.js';
import type { TaxOffice } from './tax.js';

/**
 * A tax office played in this process, for trying out: it accepts whatever it is given, but for units named in
 * TAX_SIMULATED_REFUSES, and forgets everything when the process ends. The number follows from the reference.
 */
export class SimulatedTaxOffice implements TaxOffice {
  readonly byHand = false;
  private readonly invoices = new Map<string, TaxStanding>();

  submit({ reference, unit }: TaxSheet): Promise<void> {
    const refuses = (process.env.TAX_SIMULATED_REFUSES ?? '').split(',').includes(unit);
    if (!this.invoices.has(reference)) this.invoices.set(reference, refuses ? refused : accepted(reference));
    return Promise.resolve();
  }

  standing(reference: string): Promise<TaxStanding> {
    return Promise.resolve(this.invoices.get(reference) ?? { state: 'refused', reason: '税局无此票' });
  }
}

const refused: TaxStanding = { state: 'refused', reason: '信息不符' };

function accepted(reference: string): TaxStanding {
  const fileHash = createHash('sha256').update(reference).digest('hex');
  const number = `26${BigInt(`0x${fileHash.slice(0, 15)}`)
    .toString()
    .padStart(18, '0')
    .slice(0, 18)}`;
  return { state: 'accepted', number, issuedOn: dayOf(new Date()), fileHash };
}
