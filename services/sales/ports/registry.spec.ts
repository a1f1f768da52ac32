import { describe, expect, it } from '@jest/globals';
import { HttpRegistry } from './registry-http.js';
import { ManualRegistry } from './registry-manual.js';
import { SimulatedRegistry } from './registry-simulated.js';
import { registryHere } from './registry.js';

describe('CON-6 the registry of a place', () => {
  it('CON-6 is the adapter that the setting names, and nothing else', () => {
    expect(registryHere()).toBeInstanceOf(HttpRegistry);
    expect(registryHere('manual')).toBeInstanceOf(ManualRegistry);
    expect(registryHere('simulated')).toBeInstanceOf(SimulatedRegistry);
    expect(() => registryHere('fax')).toThrow(/http, manual, simulated/);
  });

  it('CON-6 played in the process it files, refuses and cancels', async () => {
    process.env.REGISTRY_SIMULATED_REFUSES = '3-1202';
    const registry = registryHere('simulated');
    await registry.submit({ reference: 'a.1', unit: '3-1201' });
    expect(await registry.standing('a.1')).toMatchObject({ state: 'registered', number: 'SIM-a.1' });
    expect(await registry.cancel('a.1')).toEqual({ state: 'cancelled' });
    await registry.submit({ reference: 'b.1', unit: '3-1202' });
    expect(await registry.standing('b.1')).toMatchObject({ state: 'refused' });
    delete process.env.REGISTRY_SIMULATED_REFUSES;
  });
});
