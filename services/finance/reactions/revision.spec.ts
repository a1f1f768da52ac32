import { DealCleared } from '#contracts/finance.js';
import { ContractRevised, DiscountApproved } from '#contracts/sales-contracts.js';
import { FinanceList } from '#contracts/named-lists.js';
import { cast, idOf } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import type { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from '../commands/in-test.js';

let finance: FinanceInTest;
beforeAll(async () => void (finance = await FinanceInTest.start()));
afterAll(() => finance.close());

const derivation = { formula: 'as agreed', rule: 'CON-4', inputs: {}, rounding: 'none', result: '' };
type Line = [kind: string, amount: string];
const revised = (deal: ToldDeal, price: string, lines: Line[], version = 2) => {
  const schedule = lines.map(([kind, amount], at) => {
    return { line: at + 1, label: `第${at + 1}期`, kind, amount, dueOn: `2027-0${at + 1}-20`, derivation };
  });
  const ids = { subscriptionId: deal.id, unitId: deal.unitId, contractId: deal.contractId, projectId: deal.projectId };
  return finance.service.hear(ContractRevised, sampleOf(ContractRevised, { ...ids, price, schedule, version }));
};
const proves = async (deal: ToldDeal) => {
  const [proof] = await finance.service.rows('select holds from deal_proof where deal_id = ?', [deal.id]);
  expect(proof).toEqual({ holds: true });
};

describe('CON-4 a contract that was revised', () => {
  it('CON-4 owes the new lines less what is paid, which stays where it was paid', async () => {
    const deal = await finance.contracted('6-101');
    await finance.pay(deal, '230000.00');
    await revised(deal, '950000.00', [
      ['price', '240000.00'],
      ['price', '160000.00'],
      ['loan', '550000.00'],
    ]);
    const sheet = await finance.sheet(deal);
    expect(sheet).toMatchObject({
      price: '950000.00',
      allocated: '250000.00',
      credit: '0.00',
      outstanding: '700000.00',
    });
    const live = sheet.receivables.filter(({ state }: { state: string }) => state === 'open' || state === 'paid');
    expect(live).toMatchObject([
      { kind: 'price', amount: '200000.00', paid: '200000.00', state: 'paid' },
      { kind: 'price', amount: '50000.00', paid: '50000.00', state: 'paid' },
      { kind: 'price', amount: '150000.00', state: 'open', derivation: { inputs: { already: '10000.00' } } },
      { kind: 'loan', amount: '550000.00', state: 'open' },
    ]);
    await proves(deal);
    await finance.pay(deal, '150000.00');
    expect(await finance.sheet(deal)).toMatchObject({ outstanding: '550000.00', credit: '0.00' });
  });

  it('CON-4 holds for the customer what was paid beyond the new lines, and clears what is paid up', async () => {
    const deal = await finance.contracted('6-102');
    await finance.pay(deal, '280000.00');
    await revised(deal, '250000.00', [['price', '250000.00']]);
    expect(await finance.sheet(deal)).toMatchObject({
      allocated: '250000.00',
      credit: '50000.00',
      outstanding: '0.00',
    });
    expect(await finance.told(DealCleared, deal)).toHaveLength(1);
    await proves(deal);
    await revised(deal, '300000.00', [['price', '300000.00']], 3);
    const sheet = await finance.sheet(deal);
    expect(sheet).toMatchObject({ allocated: '300000.00', credit: '0.00', outstanding: '0.00', cleared: true });
    await proves(deal);
  });

  it('CON-4 that owes again is not cleared until it is paid, and then is told so again', async () => {
    const deal = await finance.paidUp('6-103');
    await revised(deal, '1050000.00', [
      ['price', '350000.00'],
      ['loan', '700000.00'],
    ]);
    expect(await finance.sheet(deal)).toMatchObject({ cleared: false, outstanding: '50000.00' });
    await finance.pay(deal, '50000.00');
    expect(await finance.told(DealCleared, deal)).toHaveLength(2);
    await proves(deal);
  });
});

describe('CON-2 discount approvals', () => {
  it('CON-2 are archived as they were approved, and stand on finance’s list', async () => {
    const approvalId = idOf('approval');
    const about = { approvalId, projectId: idOf('project'), unitCode: '6-201' };
    await finance.service.hear(DiscountApproved, sampleOf(DiscountApproved, about));
    const asked = { list: 'discounts-archived', projectId: idOf('project') };
    const page = await finance.service.ask(FinanceList, asked, [cast.wang, 'report.finance']);
    expect(JSON.stringify(page)).toMatch(/6-201/);
    const change = finance.service.rows('update discount_archive set amount = 1');
    await expect(change).rejects.toThrow(/append-only|permission denied/);
  });
});
