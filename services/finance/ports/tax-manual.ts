import type { TaxStanding } from '../rules/invoice-steps.js';
import type { TaxOffice } from './tax.js';

/** A tax office with a web page and no line: the accountant types the invoice in there, and its number here. */
export class ManualTaxOffice implements TaxOffice {
  readonly byHand = true;

  submit(): Promise<void> {
    return Promise.reject(new Error('the accountant hands it in'));
  }

  standing(): Promise<TaxStanding> {
    return Promise.resolve({ state: 'submitted' });
  }
}
