import { Money } from '#kernel/money.js';
import { dayOf } from '#kernel/time.js';
import { OutsideUnavailable } from '#messaging/outside.js';
import { eventually } from '#testing/eventually.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpSupervisionBank } from './supervision-bank-http.js';
import { ManualSupervisionBank } from './supervision-bank-manual.js';
import { SimulatedSupervisionBank } from './supervision-bank-simulated.js';
import { supervisionBankHere } from './supervision-bank.js';

const amount = Money.parse('20000.00');
const order = (reference: string) => ({ reference, account: '62280001', unit: '3-1201', amount, payer: '林*' });
let outside: Simulator;
beforeAll(async () => {
  outside = await simulator('supervision', {});
  process.env.SUPERVISION_URL = outside.url;
});
afterAll(async () => {
  delete process.env.SUPERVISION_URL;
  await outside.stop();
});

describe('FIN-12 the supervision bank of a place', () => {
  it('FIN-12 is the adapter that the setting names, and nothing else', () => {
    expect(supervisionBankHere()).toBeInstanceOf(HttpSupervisionBank);
    expect(supervisionBankHere('manual')).toBeInstanceOf(ManualSupervisionBank);
    expect(supervisionBankHere('simulated')).toBeInstanceOf(SimulatedSupervisionBank);
    expect(() => supervisionBankHere('fax')).toThrow(/http, manual, simulated/);
  });

  it('FIN-12 over HTTP verifies, books, reverses, releases and reconciles, however often it is asked', async () => {
    const bank = supervisionBankHere('http');
    for (const _ of [1, 2])
      expect(await bank.verify(order('a.1'))).toMatchObject({ state: 'verified', slip: expect.stringMatching(/^JG/) });
    for (const _ of [1, 2]) await bank.book(order('a.1'));
    for (const _ of [1, 2]) await bank.reverse(order('b.1'));
    for (const _ of [1, 2]) await bank.release(order('c.1'));
    await eventually(async () => expect(await bank.query('c.1')).toMatchObject({ state: 'paid' }));
    expect(await bank.query('never heard of')).toEqual({ state: 'unknown' });
    const { bank: lines, regulator } = await bank.reconcile('62280001', dayOf(new Date()));
    const told = lines.map((line) => `${line.reference} ${line.amount}`).toSorted();
    expect(told).toEqual(['a.1 20000.00', 'b.1 -20000.00', 'c.1 -20000.00']);
    expect(regulator).toEqual(lines);
  });

  it('FIN-12 that is out of order is unavailable', async () => {
    await outside.behave({ errorRate: 1 });
    await expect(supervisionBankHere('http').query('a.1')).rejects.toThrow(OutsideUnavailable);
  });

  it('FIN-12 played in the process it does whatever it is told, but for units it refuses', async () => {
    process.env.SUPERVISION_SIMULATED_REFUSES = '3-1202';
    const bank = supervisionBankHere('simulated');
    expect(await bank.verify(order('a.1'))).toMatchObject({ state: 'verified' });
    expect(await bank.book(order('a.1'))).toMatchObject({ state: 'booked' });
    expect(await bank.reverse(order('b.1'))).toMatchObject({ state: 'reversed' });
    expect(await bank.release(order('c.1'))).toMatchObject({ state: 'paid' });
    expect(await bank.verify({ ...order('d.1'), unit: '3-1202' })).toMatchObject({ state: 'refused' });
    expect((await bank.reconcile('62280001', dayOf(new Date()))).bank).toHaveLength(3);
    delete process.env.SUPERVISION_SIMULATED_REFUSES;
  });
});
