import type { TaxStanding } from '../rules/invoice-steps.js';
import type { TaxSheet } from '../rules/tax-sheet.js';
import { HttpTaxOffice } from './tax-http.js';
import { ManualTaxOffice } from './tax-manual.js';
import { SimulatedTaxOffice } from './tax-simulated.js';

/** The tax office's invoicing platform (FIN-11). Asking again does no harm; throws OutsideUnavailable. */
export abstract class TaxOffice {
  /** Whether the accountant types the invoice in there and its number here; then it is never asked. */
  abstract readonly byHand: boolean;
  /** Hands an invoice or a red letter in under our own reference. */
  abstract submit(sheet: TaxSheet): Promise<void>;
  /** How it stands now, however late it was decided. */
  abstract standing(reference: string): Promise<TaxStanding>;
}

/** The tax office of this place: TAX_ADAPTER is `http` (the usual), `manual` or `simulated`. */
export function taxOfficeHere(adapter = process.env.TAX_ADAPTER ?? 'http'): TaxOffice {
  const made = Object.hasOwn(adapters, adapter) && adapters[adapter as keyof typeof adapters];
  if (!made) throw new Error(`TAX_ADAPTER is ${adapter}, not one of ${Object.keys(adapters).join(', ')}`);
  return made();
}

const adapters = {
  http: (): TaxOffice => new HttpTaxOffice(),
  manual: (): TaxOffice => new ManualTaxOffice(),
  simulated: (): TaxOffice => new SimulatedTaxOffice(),
};
