import { Money } from '#kernel/money.js';
import { OutsideUnavailable } from '#messaging/outside.js';
import { eventually } from '#testing/eventually.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Bank } from './bank.js';

let simulated: Simulator;
const bank = new Bank();
const amount = Money.parse('1289337.01');
const apply = (reference: string) => bank.apply({ reference, unit: '3-1201', amount });

beforeAll(async () => {
  simulated = await simulator('bank', { duplicate: true, parts: 2 });
  process.env.BANK_URL = simulated.url;
});
afterAll(() => simulated.stop());

describe('the port to the bank', () => {
  it('hands in an application once, however often it does so, and hears exact amounts', async () => {
    const number = await apply('loan-1');
    expect(await apply('loan-1')).toBe(number);
    const notices = await bank.notices('loan-1', 0);
    expect(notices.map(({ sequence, kind }) => [sequence, kind])).toEqual([
      ...[1, 2].map((sequence) => [sequence, expect.any(String)]),
      ...[3, 4].map((sequence) => [sequence, expect.any(String)]),
    ]);
    expect(notices.find(({ kind }) => kind === 'approved')?.amount?.equals(amount)).toBe(true);
    expect(await bank.notices('loan-1', 4)).toEqual([]);
  });

  it('tells of signature and registration, and then hears of the money', async () => {
    await apply('loan-2');
    await eventually(() => bank.customerSigned('loan-2'));
    for (const _ of [1, 2]) await bank.mortgageRegistered('loan-2', 'DY1');
    await eventually(async () => {
      const paid = (await bank.notices('loan-2', 0)).filter(({ kind }) => kind === 'disbursed');
      expect(new Set(paid.map(({ id }) => id)).size).toBe(2);
      expect(paid[0]!.at).toBeInstanceOf(Date);
    });
  });

  it('brings the papers that are wanted besides, and hears of a new decision', async () => {
    await simulated.behave({ morePapers: ['loan-3'] });
    await apply('loan-3');
    await bank.bringPapers('loan-3', 2);
    await eventually(async () => {
      const kinds = (await bank.notices('loan-3', 0)).map(({ kind }) => kind);
      expect(kinds).toEqual(['received', 'more-papers', 'approved']);
    });
  });

  it('says that the bank is unavailable when it fails, refuses for now, or is not there', async () => {
    await expect(bank.customerSigned('loan-unknown')).rejects.toThrow(OutsideUnavailable);
    await simulated.behave({ errorRate: 1 });
    await expect(apply('loan-4')).rejects.toThrow(OutsideUnavailable);
    await simulated.behave({ drop: 1 });
    await expect(apply('loan-4')).rejects.toThrow(OutsideUnavailable);
    await simulated.behave({});
    const url = process.env.BANK_URL;
    process.env.BANK_URL = 'http://127.0.0.1:1';
    await expect(apply('loan-4')).rejects.toThrow(OutsideUnavailable);
    process.env.BANK_URL = url!;
  });
});
