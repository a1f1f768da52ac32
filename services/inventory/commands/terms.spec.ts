import {
  DefineDiscount,
  DefinePaymentPlan,
  DiscountDefined,
  PaymentPlanDefined,
  ProjectById,
} from '#contracts/inventory.js';
import { DiscountEnded, EndDiscount, EndPaymentPlan, PaymentPlanEnded } from '#contracts/inventory-terms.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
let projectId: string;
beforeAll(async () => {
  inventory = await InventoryInTest.begin();
  projectId = inventory.projectId;
});
afterAll(() => inventory.service.close());

const loan = { label: '按揭贷款', share: '0.7', kind: 'loan', dueDaysAfterSigning: 60 };
const down = { label: '首付款', share: '0.3', kind: 'price', dueDaysAfterSigning: 0 };
const plan = (code: string, kind: string, lines: object[]) =>
  inventory.service.ask(DefinePaymentPlan, { projectId, code, name: '按揭付款', kind, lines }, [
    cast.li,
    'unit.set-up',
  ]);
const discount = (code: string, terms: object, about = projectId) =>
  inventory.service.ask(DefineDiscount, { projectId: about, code, name: '优惠', order: 1, ...terms }, [
    cast.li,
    'unit.set-up',
  ]);

describe('INV-6 terms', () => {
  it('INV-6 plans and discounts are told, and are on the project’s sheet', async () => {
    const { planId } = await plan('AJ', 'mortgage', [down, loan]);
    const { discountId } = await discount('D98', { rate: '0.98', planKinds: ['mortgage'], validUntil: '2027-12-31' });
    await discount('J1', { amount: '10000.00', order: 2 });
    expect(await inventory.service.told(PaymentPlanDefined)).toEqual([
      { planId, projectId, code: 'AJ', name: '按揭付款', kind: 'mortgage', lines: [down, loan] },
    ]);
    const terms = { rate: '0.98', order: 1, planKinds: ['mortgage'], validUntil: '2027-12-31' };
    const [told] = await inventory.service.told(DiscountDefined);
    expect(told).toEqual({ discountId, projectId, code: 'D98', name: '优惠', ...terms });
    const { code } = await inventory.building('drafting');
    const sheet = await inventory.service.ask(ProjectById, { projectId }, [cast.zhao, 'unit.read']);
    expect(sheet).toMatchObject({
      code: 'YH',
      policy: { deposit: '20000.00', deadlines: { 'SUB-3.deposit': 'PT5S' } },
    });
    expect(sheet.plans).toEqual([{ planId, code: 'AJ', name: '按揭付款', kind: 'mortgage', lines: [down, loan] }]);
    expect(sheet.discounts).toMatchObject([
      { code: 'D98', rate: '0.98' },
      { code: 'J1', amount: '10000.00' },
    ]);
    expect(sheet.buildings).toMatchObject([{ code, state: 'drafting', units: 4 }]);
    await expect(plan('AJ', 'mortgage', [down, loan])).rejects.toMatchObject({ code: 'INV-6.plan-exists' });
    await expect(discount('D98', { rate: '0.97' })).rejects.toMatchObject({ code: 'INV-6.discount-exists' });
  });

  it.each([
    ['shares that do not add up to 1', 'mortgage', [down, { ...loan, share: '0.6999999999' }], 'INV-6.shares'],
    [
      'a share of nothing',
      'mortgage',
      [
        { ...down, share: '0' },
        { ...loan, share: '1' },
      ],
      'INV-6.share',
    ],
    ['a loan line without a mortgage', 'instalments', [down, loan], 'INV-6.loan-line'],
  ])('INV-6 a plan with %s is refused', async (_, kind, lines, code) => {
    await expect(plan('X', kind, lines)).rejects.toMatchObject({ code });
  });

  it.each([
    ['neither rate nor amount', {}, 'INV-6.rate-or-amount'],
    ['both rate and amount', { rate: '0.98', amount: '1.00' }, 'INV-6.rate-or-amount'],
    ['a rate of one', { rate: '1' }, 'INV-6.rate'],
    ['a rate of nothing', { rate: '0' }, 'INV-6.rate'],
    ['an amount of nothing', { amount: '0' }, 'INV-6.amount'],
  ])('INV-6 a discount with %s is refused', async (_, terms, code) => {
    await expect(discount('X', terms)).rejects.toMatchObject({ code });
  });

  it('INV-6 a plan with fixed amounts, nodes, rounding points and two loans is told as it was given', async () => {
    const lines = [
      { label: '定金', amount: '50000.00', kind: 'price', dueDaysAfterSigning: 0 },
      { ...loan, share: '0.3', loanKind: 'commercial', roundTo: 'ten-thousand', roundBy: 'down' },
      { ...loan, share: '0.3', loanKind: 'provident-fund', roundTo: 'thousand' },
      { label: '尾款', kind: 'price', node: 'topped-out', dueDaysAfterNode: 7 },
    ];
    const { planId } = await plan('ZH', 'combined', lines);
    const told = await inventory.service.told(PaymentPlanDefined);
    expect(told.find((event) => event.planId === planId)).toMatchObject({ kind: 'combined', lines });
  });

  it.each<[string, string, object[], string]>([
    ['a line that is nothing', 'instalments', [{ ...down, share: undefined }, down], 'INV-6.share-or-amount'],
    ['a last line of its own amount', 'instalments', [down, { ...down, amount: '1.00' }], 'INV-6.last-line'],
    ['no due day', 'instalments', [{ ...down, share: '1', dueDaysAfterSigning: undefined }], 'INV-6.due-rule'],
    ['two due days', 'instalments', [{ ...down, share: '1', dueOn: '2027-01-01' }], 'INV-6.due-rule'],
    ['one loan of two', 'combined', [down, { ...loan, loanKind: 'commercial' }], 'INV-6.loan-missing'],
    ['a loan of nobody', 'combined', [down, loan], 'INV-6.loan-line'],
    ['a bank’s loan', 'provident-fund', [down, { ...loan, loanKind: 'commercial' }], 'INV-6.loan-line'],
  ])('INV-6 a plan with %s is refused', async (_, kind, lines, code) => {
    await expect(plan('Y', kind, lines)).rejects.toMatchObject({ code });
  });

  it('INV-6 ALL-3 a plan is superseded or ended with a reason, never changed, and its code is free again', async () => {
    const { planId } = await plan('TD', 'mortgage', [down, loan]);
    const again = { code: 'TD', name: '新按揭', kind: 'mortgage', lines: [down, loan], projectId, supersedes: planId };
    const define = (more: object) =>
      inventory.service.ask(DefinePaymentPlan, { ...again, ...more }, [cast.li, 'unit.set-up']);
    await expect(define({})).rejects.toMatchObject({ code: 'INV-6.reason-missing' });
    const { planId: next } = await define({ reason: '首付改三成' });
    await expect(define({ reason: '又改' })).rejects.toMatchObject({ code: 'INV-6.plan-ended-already' });
    const ended = (await inventory.service.told(PaymentPlanEnded)).find((event) => event.planId === planId);
    expect(ended).toMatchObject({ reason: '首付改三成', supersededBy: next });
    await inventory.service.ask(EndPaymentPlan, { planId: next, reason: '停售' }, [cast.sun, 'unit.set-up']);
    const { plans } = await inventory.service.ask(ProjectById, { projectId }, [cast.zhao, 'unit.read']);
    const rows = plans.filter((row: { code: string }) => row.code === 'TD');
    expect(rows).toMatchObject([{ supersededBy: next, endedFor: '首付改三成' }, { endedFor: '停售' }]);
    const rewrite = inventory.service.rows(`update payment_plan set lines = '[]' where id = ?`, [planId]);
    await expect(rewrite).rejects.toThrow(/INV-6: terms are ended or superseded, not rewritten/);
    const theirs = inventory.service.ask(EndPaymentPlan, { planId, reason: 'x' }, [cast.xu, 'unit.set-up']);
    await expect(theirs).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('INV-6 ALL-3 a discount is ended with its reason, and one with conditions is told as it was given', async () => {
    const terms = {
      ...{ rate: '0.97', validFrom: '2026-11-01', validUntil: '2026-12-31', group: '节日', groupRule: 'best' },
      ...{
        layouts: ['三室两厅'],
        minimumPrice: '1000000.00',
        customerKinds: ['member'],
        roundTo: 'yuan',
        roundBy: 'down',
      },
    };
    const { discountId } = await discount('JR', terms);
    const told = (await inventory.service.told(DiscountDefined)).find((event) => event.discountId === discountId);
    expect(told).toMatchObject(terms);
    await inventory.service.ask(EndDiscount, { discountId, reason: '活动结束' }, [cast.sun, 'unit.set-up']);
    expect(await inventory.service.told(DiscountEnded)).toMatchObject([{ discountId, reason: '活动结束' }]);
    const { discounts } = await inventory.service.ask(ProjectById, { projectId }, [cast.zhao, 'unit.read']);
    const row = discounts.find((one: { discountId: string }) => one.discountId === discountId);
    expect(row).toMatchObject({ ...terms, endedFor: '活动结束' });
    await expect(discount('JR', { rate: '0.96' })).resolves.toHaveProperty('discountId');
    await expect(discount('Z', { rate: '0.96', group: '节日' })).rejects.toMatchObject({ code: 'INV-6.group-rule' });
    const never = discount('Z', { rate: '0.96', validFrom: '2027-01-01', validUntil: '2026-12-31' });
    await expect(never).rejects.toMatchObject({ code: 'INV-6.never-valid' });
  });

  it('INV-6 terms of a project that is not there are refused', async () => {
    await expect(discount('X', { rate: '0.98' }, idOf('nowhere'))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});

describe('INV-4 permits', () => {
  it('INV-4 a permit is recorded once, for buildings of the project that none covers yet', async () => {
    const { buildingId, code } = await inventory.building('drafting');
    await inventory.permit([buildingId, buildingId], '穗 1 号');
    const again = inventory.permit([buildingId], '穗 2 号');
    await expect(again).rejects.toMatchObject({ code: 'INV-4.covered-already', facts: { building: code } });
    const more = await inventory.building('drafting');
    await expect(inventory.permit([more.buildingId], '穗 1 号')).rejects.toMatchObject({ code: 'INV-4.permit-exists' });
    await expect(inventory.permit([idOf('nowhere')], '穗 3 号')).rejects.toMatchObject({ code: 'ALL.unknown' });
    const early = inventory.permit([more.buildingId], '穗 4 号', '2999-01-01');
    await expect(early).rejects.toMatchObject({ code: 'INV-4.permit-not-effective' });
  });
});
