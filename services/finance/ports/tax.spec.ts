import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { OutsideUnavailable } from '#messaging/outside.js';
import { eventually } from '#testing/eventually.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { taxSheet } from '../rules/tax-sheet.js';
import { HttpTaxOffice } from './tax-http.js';
import { ManualTaxOffice } from './tax-manual.js';
import { SimulatedTaxOffice } from './tax-simulated.js';
import { taxOfficeHere } from './tax.js';

let simulated: Simulator;
beforeAll(async () => {
  simulated = await simulator('tax');
  process.env.TAX_URL = simulated.url;
});
afterAll(() => simulated.stop());

const fields = {
  ...{ filingNumber: 'WQ1', propertyCode: 'F1', address: '滨江路1号', crossCity: false, landVatProject: 'T1' },
  ...{ actualAmount: '109.00', areaUnit: '㎡', area: '10.00', unitPrice: '10', taxCode: '5010101000000000000' },
  ...{ buyerKind: 'person' as const, sellerName: '云湖置业', sellerTaxNumber: '91440101MA59XX0001' },
};
const sheet = (id: string, more: object = {}) =>
  taxSheet(
    {
      ...{ id, attempt: 1, kind: 'blue', fields, buyerName: '林晓', buyerNumber: '440101199001011234' },
      ...{ amount: Money.parse('109.00'), net: Money.parse('100.00'), vat: Money.parse('9.00') },
      ...{ vatRate: Rate.parse('0.09'), vatMethod: 'general', ...more },
    },
    '3-1201',
  );

describe('FIN-11 the tax office of a place', () => {
  it('FIN-11 is the adapter that the setting names, and nothing else', () => {
    expect(taxOfficeHere()).toBeInstanceOf(HttpTaxOffice);
    expect(taxOfficeHere('manual')).toBeInstanceOf(ManualTaxOffice);
    expect(taxOfficeHere('simulated')).toBeInstanceOf(SimulatedTaxOffice);
    expect(() => taxOfficeHere('fax')).toThrow(/http, manual, simulated/);
  });

  it('FIN-11 played in the process it numbers and refuses', async () => {
    process.env.TAX_SIMULATED_REFUSES = '3-1202';
    const office = taxOfficeHere('simulated');
    await office.submit(sheet('a'));
    expect(await office.standing('a.1')).toMatchObject({
      state: 'accepted',
      number: expect.stringMatching(/^\d{20}$/),
    });
    await office.submit({ ...sheet('b'), unit: '3-1202' });
    expect(await office.standing('b.1')).toMatchObject({ state: 'refused' });
    delete process.env.TAX_SIMULATED_REFUSES;
  });

  it('FIN-11 over HTTP takes an invoice once, however often it is handed in', async () => {
    const office = taxOfficeHere('http');
    for (const _ of [1, 2]) await office.submit(sheet('c'));
    const first = await office.standing('c.1');
    expect(first).toMatchObject({ state: 'accepted', number: expect.stringMatching(/^\d{20}$/) });
    await expect(office.submit(sheet('c', { net: Money.parse('99.00') }))).rejects.toThrow(OutsideUnavailable);
    expect(await office.standing('c.1')).toEqual(first);
  });

  it('FIN-11 over HTTP it refuses what lacks a field or does not sum up, late and with a reason', async () => {
    const office = taxOfficeHere('http');
    await simulated.behave({ delayMs: 200 });
    await office.submit(sheet('d', { fields: { ...fields, filingNumber: '' } }));
    expect(await office.standing('d.1')).toEqual({ state: 'submitted' });
    await office.submit(sheet('e', { vat: Money.parse('8.99') }));
    await eventually(async () => {
      expect(await office.standing('d.1')).toMatchObject({
        state: 'refused',
        reason: expect.stringContaining('filingNumber'),
      });
      expect(await office.standing('e.1')).toMatchObject({
        state: 'refused',
        reason: expect.stringContaining('金额不平'),
      });
    });
  });

  it('FIN-11 that is out of order or does not know an invoice is unavailable', async () => {
    const office = taxOfficeHere('http');
    await expect(office.standing('nobody.1')).rejects.toThrow(OutsideUnavailable);
    await simulated.behave({ errorRate: 1 });
    await expect(office.submit(sheet('f'))).rejects.toThrow(OutsideUnavailable);
  });
});
