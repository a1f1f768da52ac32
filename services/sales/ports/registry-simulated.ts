import type { FilingStanding, Registry } from './registry.js';

/**
 * A registry played in this process, for trying out without a registry: it files whatever it is given, but for units
 * named in REGISTRY_SIMULATED_REFUSES, and forgets everything when the process ends.
 */
export class SimulatedRegistry implements Registry {
  readonly byHand = false;
  private readonly filings = new Map<string, FilingStanding>();

  submit({ reference, unit }: { reference: string; unit: string }): Promise<string> {
    const refuses = (process.env.REGISTRY_SIMULATED_REFUSES ?? '').split(',').includes(unit);
    const registered = { state: 'registered' as const, number: `SIM-${reference}` };
    const standing = refuses ? { state: 'refused' as const, reason: '材料不齐' } : registered;
    if (!this.filings.has(reference))
      this.filings.set(reference, { ...standing, registeredAt: new Date().toISOString() });
    return Promise.resolve(`SIM-${reference}`);
  }

  cancel(reference: string): Promise<FilingStanding> {
    this.filings.set(reference, { state: 'cancelled' });
    return this.standing(reference);
  }

  standing(reference: string): Promise<FilingStanding> {
    return Promise.resolve(this.filings.get(reference) ?? { state: 'refused', reason: '登记机构无此件' });
  }
}
