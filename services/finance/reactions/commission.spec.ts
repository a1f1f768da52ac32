import {
  CommissionChanged,
  CommissionPeriodById,
  CommissionPeriods,
  Commissions,
  CommissionsPaid,
  PayCommissions,
  SettleCommissions,
} from '#contracts/finance-commissions.js';
import { ReceiptRecorded } from '#contracts/finance.js';
import { PolicyChanged } from '#contracts/inventory-policy.js';
import { CommissionExplained, CommissionFlagged } from '#contracts/sales-team.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast, idOf } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from '../commands/in-test.js';

const projectId = idOf('project');
const today = dayOf(new Date());
const commission = {
  rate: '0.01',
  steps: [
    { paidShare: '0.30', part: '0.50' },
    { paidShare: '1', part: '1' },
  ],
};

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  await decided(projectId);
});
afterAll(() => finance.close());

async function decided(project: string) {
  const policy = { deposit: '20000.00', finance: { commission } };
  await finance.service.hear(PolicyChanged, sampleOf(PolicyChanged, { projectId: project, policy }));
}

/** Money comes in, and finance hears what it told of it. */
async function paid(deal: ToldDeal, amount: string) {
  await finance.pay(deal, amount);
  const told = await finance.told(ReceiptRecorded, deal);
  await finance.service.hear(ReceiptRecorded, told.at(-1)!);
}

/** A price of 100,000.00, of which the deposit of 20,000.00 is paid. */
async function signed(name: string, project = projectId): Promise<ToldDeal> {
  const deal = new ToldDeal(finance.service, name, project);
  await deal.subscribed();
  await finance.pay(deal, '20000.00');
  await deal.signed('100000.00', [['price', '100000.00', '2027-12-01']]);
  return deal;
}

async function amounts(deal: ToldDeal, as = cast.zheng): Promise<string[]> {
  const asked = { projectId: deal.projectId, dealId: deal.id };
  const { items } = await finance.service.ask(Commissions, asked, [as, 'report.desk']);
  return items.map(({ amount }: { amount: string }) => amount);
}

const about = (deal: ToldDeal) => ({
  ...{ unitId: deal.unitId, contractId: deal.contractId, subscriptionId: deal.id, projectId },
  consultantId: cast.zhao.id,
});

describe('FIN-13 what a contract earns', () => {
  it('FIN-13 is earned as its price is paid, and told with how it was computed', async () => {
    const deal = await signed('8-101');
    expect(await amounts(deal)).toEqual([]);
    await paid(deal, '10000.00');
    await paid(deal, '69999.99');
    expect(await amounts(deal)).toEqual(['500.00']);
    await paid(deal, '0.01');
    expect(await amounts(deal)).toEqual(['500.00', '500.00']);
    const [first, second] = await finance.told(CommissionChanged, deal);
    expect(first).toMatchObject({ amount: '500.00', earned: '500.00', derivation: { rule: 'FIN-13' } });
    expect(second).toMatchObject({ amount: '500.00', earned: '1000.00', consultantId: cast.zhao.id });
  });

  it('FIN-13 a deposit that is enough already earns at the signing', async () => {
    const deal = new ToldDeal(finance.service, '8-102');
    await deal.subscribed();
    await finance.pay(deal, '30000.00');
    await deal.signed('100000.00', [['price', '100000.00', '2027-12-01']]);
    expect(await amounts(deal)).toEqual(['500.00']);
  });

  it('FIN-13 is taken back when the deal comes to nothing', async () => {
    const deal = await signed('8-103');
    await paid(deal, '80000.00');
    await deal.cancelled('CON-5.withdrawn');
    expect(await amounts(deal)).toEqual(['1000.00', '-1000.00']);
  });

  it('CRM-6 nothing with fewer than three customer events, until the sales manager explains', async () => {
    const deal = await signed('8-104');
    await finance.service.hear(CommissionFlagged, { ...about(deal), events: 2 });
    await paid(deal, '80000.00');
    expect(await amounts(deal)).toEqual([]);
    await finance.service.hear(CommissionExplained, { ...about(deal), reason: '纸质登记' });
    expect(await amounts(deal)).toEqual(['1000.00']);
  });

  it('FIN-13 the terms are those of the signing, whatever the project decides later', async () => {
    const project = idOf('project of terms');
    await ToldDeal.projectOpened(finance.service, 'CT', project);
    const before = await signed('8-105', project);
    await decided(project);
    const after = await signed('8-106', project);
    for (const deal of [before, after]) await paid(deal, '80000.00');
    expect([await amounts(before), await amounts(after)]).toEqual([[], ['1000.00']]);
  });

  it('ALL-5 a consultant sees their own alone', async () => {
    const deal = await signed('8-107');
    await paid(deal, '80000.00');
    expect([await amounts(deal, cast.zhao), await amounts(deal, cast.zhou)]).toEqual([['1000.00'], []]);
  });

  it.each([
    [`update commission_entry set amount = amount + 1`, /settled once and otherwise kept/],
    [`update commission_deal set earned = earned + 1`, /does not add up/],
    [`update commission_deal set earned = -1`, /commission_not_negative/],
    [`update commission_payout set payable = payable + 1`, /append-only|permission denied/],
  ])('FIN-13 the database itself refuses: %s', async (sql, reason) => {
    await expect(finance.service.rows(sql)).rejects.toThrow(reason);
  });
});

describe('FIN-13 periods', () => {
  const project = idOf('project of periods');
  const settle = (until: string, as = cast.zheng) =>
    finance.service.ask(SettleCommissions, { projectId: project, until }, [as, 'commission.settle']);
  let deal: ToldDeal;
  beforeAll(async () => {
    await ToldDeal.projectOpened(finance.service, 'CP', project);
    await decided(project);
    deal = await signed('9-101', project);
  });

  it('FIN-13 is settled until a day that has come, where something waits', async () => {
    await expect(settle(addDays(today, 1))).rejects.toMatchObject({ code: 'FIN-13.not-yet', facts: { today } });
    await expect(settle(today)).rejects.toMatchObject({ code: 'FIN-13.nothing-to-settle' });
    await expect(settle('heute')).rejects.toMatchObject({ fields: [expect.objectContaining({ field: 'until' })] });
  });

  it('FIN-13 of two settlements at once one stands, and holds each entry once', async () => {
    await paid(deal, '80000.00');
    const yesterday = addDays(today, -1);
    await expect(settle(yesterday)).rejects.toMatchObject({ code: 'FIN-13.nothing-to-settle' });
    const outcomes = await Promise.allSettled([settle(today), settle(today)]);
    const [made] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(lost).toEqual([expect.objectContaining({ code: 'FIN-13.settled-until' })]);
    expect(made).toMatchObject({ until: today, state: 'settled', people: 1, payable: '1000.00' });
  });

  it('FIN-13 is paid once, told, and read by person', async () => {
    const { items } = await finance.service.ask(CommissionPeriods, { projectId: project }, [
      cast.zheng,
      'report.finance',
    ]);
    const [{ periodId }] = items;
    const asked = { periodId, reference: '工资单 2026-11' };
    const pay = () => finance.service.ask(PayCommissions, asked, [cast.zheng, 'commission.settle']);
    expect(await pay()).toMatchObject({ state: 'paid' });
    await expect(pay()).rejects.toMatchObject({ code: 'FIN-13.period-paid' });
    const sheet = await finance.service.ask(CommissionPeriodById, { periodId }, [cast.zheng, 'report.finance']);
    expect(sheet).toMatchObject({
      reference: '工资单 2026-11',
      payouts: [{ consultantId: cast.zhao.id, broughtForward: '0.00', earned: '1000.00', payable: '1000.00' }],
    });
    expect(await finance.service.told(CommissionsPaid)).toEqual([expect.objectContaining({ periodId })]);
  });

  it('FIN-13 what was paid and is taken back is carried into the next period', async () => {
    await deal.cancelled('CON-5.withdrawn');
    await finance.service.rows(`update commission_period set until = ? where project_id = ?`, [
      addDays(today, -1),
      project,
    ]);
    const { periodId } = await settle(today);
    const sheet = await finance.service.ask(CommissionPeriodById, { periodId }, [cast.zheng, 'report.finance']);
    expect(sheet).toMatchObject({
      payable: '0.00',
      payouts: [{ earned: '-1000.00', payable: '0.00', carriedForward: '-1000.00' }],
    });
  });
});
