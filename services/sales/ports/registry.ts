import { HttpRegistry } from './registry-http.js';
import { ManualRegistry } from './registry-manual.js';
import { SimulatedRegistry } from './registry-simulated.js';

/** How a filing stands at the registry. */
export interface FilingStanding {
  state: 'submitted' | 'registered' | 'refused' | 'cancelled';
  number?: string;
  registeredAt?: string;
  reason?: string;
}

/** The housing registry, as far as contracts go (CON-6). Asking again does no harm; throws OutsideUnavailable. */
export abstract class Registry {
  /** Whether the registry clerk takes the papers there and types in what it said; then it is never asked. */
  abstract readonly byHand: boolean;
  /** Hands a contract in under our own reference; the registry's own comes back. */
  abstract submit(filing: { reference: string; unit: string }): Promise<string>;
  /** Has what is on file cancelled, once; how it stands then (CON-4). */
  abstract cancel(reference: string): Promise<FilingStanding>;
  /** How it stands now, whatever notices came late, twice or not at all. */
  abstract standing(reference: string): Promise<FilingStanding>;
}

/** The registry of this place: REGISTRY_ADAPTER is `http` (the usual), `manual` or `simulated`. */
export function registryHere(adapter = process.env.REGISTRY_ADAPTER ?? 'http'): Registry {
  const made = Object.hasOwn(adapters, adapter) && adapters[adapter as keyof typeof adapters];
  if (!made) throw new Error(`REGISTRY_ADAPTER is ${adapter}, not one of ${Object.keys(adapters).join(', ')}`);
  return made();
}

const adapters = {
  http: (): Registry => new HttpRegistry(),
  manual: (): Registry => new ManualRegistry(),
  simulated: (): Registry => new SimulatedRegistry(),
};
