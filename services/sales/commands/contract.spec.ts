import {
  ContractAmended,
  ContractById,
  ContractResubmitted,
  Contracts,
  ContractSigned,
  ResubmitContract,
  SubscriptionById,
} from '#contracts/sales.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clauses, project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const sheet = (contractId: string, by: Person = cast.zhao) =>
  sales.service.ask(ContractById, { contractId }, [by, 'report.desk']);
const resubmit = (contractId: string, differently: object = {}, by = cast.zhao) => {
  const asked = { contractId, clauses: { ...clauses, ...differently }, reason: '已更正' };
  return sales.service.ask(ResubmitContract, asked, [by, 'contract.sign']);
};
const returned = async (unitCode: string) => {
  const contractId = await sales.signed(unitCode);
  await sales.review(contractId, 'supervisor', cast.sun, { decision: 'return', reason: '交付日期有误' });
  return contractId;
};
const aboutContract = (contractId: string) => (event: { contractId?: string }) => event.contractId === contractId;

describe('CON-1 signing', () => {
  it('CON-1 makes the contract with its schedule, and tells everything written out', async () => {
    const { subscriptionId, unitId } = await sales.effective('3-1201');
    const made = await sales.sign(subscriptionId);
    expect(made.schedule).toMatchObject([
      { line: 1, label: '首付款', kind: 'price', amount: '360000.00' },
      { line: 2, amount: '120000.00', derivation: { formula: 'price × share', inputs: { share: '0.1' } } },
      { line: 3, kind: 'loan', amount: '720000.00', derivation: { inputs: { earlier: '480000.00' } } },
    ]);
    expect(made).toMatchObject({ number: expect.stringMatching(/^HT-YH-\d{6}$/), findings: [] });
    const told = (await sales.service.told(ContractSigned)).find(aboutContract(made.contractId));
    expect(told).toMatchObject({
      ...{ unitId, subscriptionId, projectId: project, unitCode: '3-1201', consultantId: cast.zhao.id, clauses },
      ...{ price: '1200000.00', pricePerM2: '12000.00', buildingArea: '100.00', innerArea: '80.00' },
      ...{ loan: '720000.00', number: made.number, schedule: made.schedule, pricingBasis: 'building' },
    });
    const [hold] = await sales.service.rows('select kind, ended_at from hold where unit_id = ?', [unitId]);
    expect(hold).toEqual({ kind: 'contract', ended_at: null });
    const subscription = await sales.service.ask(SubscriptionById, { subscriptionId }, [cast.zhao, 'report.desk']);
    expect(subscription.state).toBe('contracted');
    const open = 'select kind from deadline where about in (?, ?) and done_at is null and cleared_at is null';
    const deadlines = await sales.service.rows(open, [subscriptionId, made.contractId]);
    expect(deadlines).toEqual([{ kind: 'CON-3.sales-review' }]);
  });

  it('CON-1 is read with its clauses, what comes next and its trace', async () => {
    const contractId = await sales.signed('3-1202', { sellerGraceDays: 60 });
    expect(await sheet(contractId)).toMatchObject({
      ...{ contractId, state: 'in-review', price: '1200000.00', pricePerM2Derivation: { formula: 'price ÷ area' } },
      clauses: { ...clauses, sellerGraceDays: 60 },
      ...{ nextStep: '待销售主任审核 (the sales supervisor reviews it)', reviews: [], trace: expect.any(String) },
      findings: [{ code: 'CON-1.seller-grace' }],
    });
    await expect(sheet(contractId, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(sheet(idOf('no contract'))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  it('CON-1 needs an effective subscription, of one’s own', async () => {
    const { subscriptionId, unitId } = await sales.subscribed('3-1203');
    const refused = { code: 'CON-1.not-effective', facts: { unit: '3-1203', state: 'awaiting-deposit' } };
    await expect(sales.sign(subscriptionId)).rejects.toMatchObject(refused);
    await sales.deposited({ subscriptionId, unitId });
    await expect(sales.sign(subscriptionId, {}, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(sales.sign(idOf('nothing'))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  it.each([
    ['CON-1.late-rate', { buyerLateRate: '-0.0001' }],
    ['CON-1.late-rate', { sellerLateRate: '1.5' }],
    ['CON-1.area-method', { areaMethod: 'inner' }],
  ])('%s: clauses that cannot be carried out are refused', async (code, differently) => {
    const { subscriptionId } = await sales.effective(`5-${JSON.stringify(differently)}`);
    await expect(sales.sign(subscriptionId, differently)).rejects.toMatchObject({ code });
  });

  it('CON-1 numbers have no gaps: what is refused gives its number back, two at once make one contract', async () => {
    const { subscriptionId } = await sales.effective('3-1204');
    await expect(sales.sign(subscriptionId, { areaMethod: 'inner' })).rejects.toThrow();
    const both = await Promise.allSettled([sales.sign(subscriptionId), sales.sign(subscriptionId)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected')!;
    expect(lost.reason).toMatchObject({ code: 'CON-1.not-effective', facts: { state: 'contracted' } });
    const others = await Promise.all(['3-1205', '3-1206', '3-1207'].map((code) => sales.effective(code)));
    await Promise.all(others.map((other) => sales.sign(other.subscriptionId)));
    const serials = await sales.service.rows<{ serial: number }>('select serial from contract order by serial');
    expect(serials.map(({ serial }) => serial)).toEqual(serials.map((_, at) => at + 1));
  });

  it('CON-4 the database does not let what was signed be rewritten', async () => {
    const contractId = await sales.signed('3-1208');
    const set = (change: string) => sales.service.rows(`update contract set ${change} where id = ?`, [contractId]);
    await expect(set('price = price + 1')).rejects.toThrow(/CON-4/);
    await expect(set(`clauses = '{}'`)).rejects.toThrow(/CON-4/);
    await expect(set(`state = 'approved', stage = null`)).rejects.toThrow(/contract_state/);
  });
});

describe('CON-3 a returned contract', () => {
  it('CON-3 goes into review again from the first stage, and clauses that changed are told', async () => {
    const contractId = await returned('3-1301');
    expect(await sheet(contractId)).toMatchObject({
      state: 'returned',
      reviews: [{ reason: '交付日期有误', by: '孙' }],
    });
    const answer = await resubmit(contractId, { handoverBy: '2028-09-30', sellerLateRate: '0.0001' });
    expect(answer).toEqual({ contractId, state: 'in-review' });
    const amended = (await sales.service.told(ContractAmended)).filter(aboutContract(contractId));
    expect(amended).toMatchObject([
      { clauses: { handoverBy: '2028-09-30', sellerLateRate: '0.0001' }, reason: '已更正' },
    ]);
    expect(await sheet(contractId)).toMatchObject({ findings: [{ code: 'CON-1.seller-late-rate' }] });
    await sales.review(contractId, 'supervisor');
    expect((await sheet(contractId)).reviews).toMatchObject([{ decision: 'return' }, { decision: 'approve' }]);
  });

  it('CON-3 sent again with the same clauses tells no other clauses', async () => {
    const contractId = await returned('3-1302');
    await resubmit(contractId);
    expect((await sales.service.told(ContractAmended)).filter(aboutContract(contractId))).toEqual([]);
    const again = (await sales.service.told(ContractResubmitted)).filter(aboutContract(contractId));
    expect(again).toMatchObject([{ reason: '已更正' }]);
  });

  it('CON-3 only its consultant sends it again, and only when it was returned', async () => {
    const contractId = await sales.signed('3-1303');
    await expect(resubmit(contractId)).rejects.toMatchObject({ code: 'CON-3.not-returned' });
    await expect(resubmit(contractId, {}, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});

describe('the contracts of a project', () => {
  const page = (asked: object = {}, by: Person = cast.li) =>
    sales.service.ask(Contracts, { projectId: project, ...asked }, [by, 'report.desk']);

  it('are read page by page, in the order of signing, by state', async () => {
    const all = await page({ limit: 200 });
    const read: string[] = [];
    let after: string | undefined;
    do {
      const { items, next } = await page({ limit: 2, ...(after && { after }) });
      read.push(...items.map(({ contractId }: { contractId: string }) => contractId));
      after = next as string | undefined;
    } while (after);
    expect(read).toEqual(all.items.map(({ contractId }: { contractId: string }) => contractId));
    const inReview = await page({ state: 'in-review', limit: 200 });
    expect(new Set(inReview.items.map(({ state }: { state: string }) => state))).toEqual(new Set(['in-review']));
    expect((await page({ state: 'filed' })).items).toEqual([]);
    await expect(page({ projectId: idOf('no project') })).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  it('ALL-5 are a consultant’s own only', async () => {
    expect((await page({}, cast.zhao)).items.length).toBeGreaterThan(0);
    expect((await page({}, cast.zhou)).items).toEqual([]);
    await expect(page({}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('ALL-6 show what is overdue, until the step is taken', async () => {
    const contractId = await sales.signed('3-1401');
    await sales.service.pass('CON-3.sales-review', contractId);
    const row = async () => (await page({ limit: 200 })).items.find(aboutContract(contractId));
    expect(await row()).toMatchObject({ overdue: true, unitCode: '3-1401' });
    await sales.review(contractId, 'supervisor');
    expect(await sheet(contractId)).toMatchObject({ overdueFor: 'CON-3.sales-review' });
    await sales.review(contractId, 'manager');
    expect(await row()).toMatchObject({ overdue: false });
    await sales.service.pass('CON-3.finance-review', contractId);
    expect(await sheet(contractId)).toMatchObject({ overdueFor: 'CON-3.finance-review' });
  });
});
