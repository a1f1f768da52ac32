import {
  DefineDiscount,
  DefinePaymentPlan,
  DiscountDefined,
  OpenProject,
  PaymentPlanDefined,
  ProjectById,
  ProjectOpened,
  Projects,
} from '#contracts/inventory.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
let projectId: string;
beforeAll(async () => {
  inventory = await InventoryInTest.begin();
  projectId = inventory.projectId;
});
afterAll(() => inventory.service.close());

const policy = { deposit: '20000.00' };
const open = (code: string, more: object = {}, by = cast.li) =>
  inventory.service.ask(OpenProject, { code, name: '云湖二期', policy, ...more }, [by, 'unit.set-up']);
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

describe('INV-1 projects', () => {
  it('INV-1 a project is opened once under its code, and told with its policy', async () => {
    const { projectId: id } = await open('YH2', { policy: { ...policy, deadlines: { 'SUB-7.signing': 'P3D' } } });
    const told = await inventory.service.told(ProjectOpened);
    expect(told).toContainEqual(expect.objectContaining({ projectId: id, code: 'YH2' }));
    expect(told.find((event) => event.projectId === id)!.policy).toEqual({
      ...policy,
      deadlines: { 'SUB-7.signing': 'P3D' },
    });
    await expect(open('YH2')).rejects.toMatchObject({ code: 'INV-1.project-exists' });
  });

  it('INV-1 opened twice at once it is there once', async () => {
    const outcomes = await Promise.allSettled([open('YH3'), open('YH3')]);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
    expect(reasons).toEqual(['INV-1.project-exists']);
  });

  it.each([
    [{ 'SUB-3.deposit': 'tomorrow' }, 'ALL-6.deadline'],
    [{ 'SUB-99.tea': 'P1D' }, 'ALL-6.deadline'],
    [{ 'SUB-3.deposit': 5 }, 'ALL-6.deadline'],
  ])('ALL-6 deadlines %j are refused', async (deadlines, code) => {
    await expect(open('YH9', { policy: { ...policy, deadlines } })).rejects.toMatchObject({ code });
  });

  it('INV-1 a deposit below zero is refused', async () => {
    await expect(open('YH9', { policy: { deposit: '-1' } })).rejects.toMatchObject({ code: 'INV-1.deposit' });
  });

  it('ALL-5 who has one project opens no other, and sees only that one', async () => {
    const one: Person = { ...cast.li, assignments: [{ role: 'sales_manager', projects: [projectId] }] };
    await expect(open('YH9', {}, one)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const { items } = await inventory.service.ask(Projects, {}, [one, 'unit.read']);
    expect(items).toEqual([{ projectId, code: 'YH', name: '云湖' }]);
    const asking = inventory.service.ask(ProjectById, { projectId }, [cast.xu, 'unit.read']);
    await expect(asking).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});

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
