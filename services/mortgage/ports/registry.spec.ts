import { OutsideUnavailable } from '#messaging/outside.js';
import { eventually } from '#testing/eventually.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry } from './registry.js';

let simulated: Simulator;
const registry = new Registry();

beforeAll(async () => {
  simulated = await simulator('registry', { refuse: ['2-0101'], duplicate: true, shuffle: true, delayMs: 20 });
  process.env.REGISTRY_URL = simulated.url;
});
afterAll(() => simulated.stop());

describe('the port to the registry', () => {
  it('registers a mortgage once, and hears its number and time', async () => {
    for (const _ of [1, 2]) await registry.register({ reference: 'mortgage-1', unit: '3-1201' });
    await eventually(async () => {
      const standing = await registry.standing('mortgage-1');
      expect(standing).toMatchObject({ state: 'registered', number: expect.stringMatching(/^DY\d{12}$/) });
      expect(standing.registeredAt).toBeInstanceOf(Date);
    });
  });

  it('hears a refusal with its reason', async () => {
    await registry.register({ reference: 'mortgage-2', unit: '2-0101' });
    await eventually(async () => {
      const standing = await registry.standing('mortgage-2');
      expect(standing).toMatchObject({ state: 'refused', reason: expect.stringContaining('材料不齐') });
    });
  });

  it('hears that a filing is still being looked at', async () => {
    await simulated.behave({ delayMs: 60_000 });
    await registry.register({ reference: 'mortgage-4', unit: '3-1201' });
    expect(await registry.standing('mortgage-4')).toMatchObject({ state: 'submitted' });
  });

  it('says that the registry is unavailable when it does not know the filing', async () => {
    await expect(registry.standing('mortgage-3')).rejects.toThrow(OutsideUnavailable);
  });
});
