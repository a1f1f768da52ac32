import { ProjectOpened } from '#contracts/inventory.js';
import {
  CheckPapers,
  ChooseBank,
  MortgageAdvanced,
  MortgageOfDeal,
  Mortgages,
  SubmitToBank,
  TakeInPapers,
} from '#contracts/mortgage.js';
import { ContractSigned, SubscriptionCancelled } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { contractSigned } from '#testing/contract-signed.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MortgageModule } from '../module.js';
import { missingPapers } from '../rules/checklist.js';

let mortgage: ServiceInTest;
const projectId = idOf('project');
const papers = missingPapers([]).map((code) => ({ code, copies: 1 }));

beforeAll(async () => {
  mortgage = await inProcess('mortgage', MortgageModule);
  await mortgage.hear(ProjectOpened, { projectId, code: 'YH', name: '云湖', policy: { deposit: '20000.00' } });
});
afterAll(() => mortgage.close());

async function opened(unitCode: string, projectOf = projectId): Promise<string> {
  await mortgage.hear(ContractSigned, contractSigned(unitCode, { projectId: projectOf }));
  return (await sheet(unitCode)).applicationId;
}
const sheet = (unitCode: string) =>
  mortgage.ask(MortgageOfDeal, { dealId: idOf(`deal ${unitCode}`) }, [cast.shen, 'report.desk']);
const takeIn = (applicationId: string, some: object[] = papers, who = cast.zhao) =>
  mortgage.ask(TakeInPapers, { applicationId, papers: some }, [who, 'mortgage.intake']);
const check = (applicationId: string, decision: string, reason?: string, who = cast.shen) =>
  mortgage.ask(CheckPapers, { applicationId, decision, ...(reason ? { reason } : {}) }, [who, 'mortgage.check']);

describe('MOR-1 application', () => {
  it('opens by itself for a contract with a loan, once, and everybody hears of it', async () => {
    const applicationId = await opened('3-1201');
    expect(await sheet('3-1201')).toMatchObject({
      ...{ state: 'collecting', unitCode: '3-1201', amount: '1289337.00', filed: false },
      missing: papers.map(({ code }) => code),
    });
    const told = (await mortgage.told(MortgageAdvanced)).filter((event) => event.applicationId === applicationId);
    expect(told).toEqual([expect.objectContaining({ state: 'collecting', dealId: idOf('deal 3-1201') })]);
  });

  it('does not open where nothing is lent', async () => {
    await mortgage.hear(ContractSigned, contractSigned('3-1202', { projectId, loan: '0.00' }));
    await expect(sheet('3-1202')).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  it('keeps papers one by one, and is complete with the last that is required', async () => {
    const applicationId = await opened('3-1203');
    expect(await takeIn(applicationId, papers.slice(1))).toMatchObject({ state: 'collecting' });
    expect((await sheet('3-1203')).missing).toEqual(['id-card']);
    await takeIn(applicationId, [{ code: 'income-proof', copies: 3 }]);
    expect(await takeIn(applicationId, [{ code: 'id-card', copies: 2 }])).toMatchObject({ state: 'collected' });
    const { missing, papers: taken } = await sheet('3-1203');
    expect(missing).toEqual([]);
    expect(taken).toHaveLength(papers.length);
    expect(taken).toContainEqual({ code: 'income-proof', copies: 3 });
  });

  it('refuses a paper that is not on the checklist', async () => {
    const asking = takeIn(await opened('3-1204'), [{ code: 'passport', copies: 1 }]);
    await expect(asking).rejects.toMatchObject({ code: 'MOR-1.unknown-paper', facts: { unknown: ['passport'] } });
  });

  it('ALL-5 belongs to its consultant: another one is refused', async () => {
    const asking = takeIn(await opened('3-1205'), papers, cast.zhou);
    await expect(asking).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('is cancelled with its deal, once, and can then do nothing', async () => {
    const applicationId = await opened('3-1206');
    const ids = { unitId: idOf('unit 3-1206'), subscriptionId: idOf('deal 3-1206'), projectId };
    await mortgage.hear(SubscriptionCancelled, { ...ids, rule: 'SUB-6.withdrawn' });
    expect(await sheet('3-1206')).toMatchObject({ state: 'cancelled', reason: 'SUB-6.withdrawn' });
    const told = (await mortgage.told(MortgageAdvanced)).filter((event) => event.applicationId === applicationId);
    expect(told.map(({ state }) => state)).toEqual(['collecting', 'cancelled']);
    const facts = { stateZh: '已取消', fromZh: ['收件中', '待补件'] };
    await expect(takeIn(applicationId)).rejects.toMatchObject({ code: 'MOR-4.wrong-state', facts });
  });
});

describe('MOR-2 check', () => {
  it('passes nothing incomplete, and says what is missing', async () => {
    const applicationId = await opened('3-1301');
    await takeIn(applicationId, papers.slice(2));
    const facts = { missing: ['id-card', 'household-register'], missingZh: ['身份证', '户口簿'] };
    await expect(check(applicationId, 'pass')).rejects.toMatchObject({ code: 'MOR-2.papers-missing', facts });
  });

  it('passes what is complete', async () => {
    const applicationId = await opened('3-1302');
    await takeIn(applicationId);
    expect(await check(applicationId, 'pass')).toMatchObject({ state: 'checked' });
    await expect(takeIn(applicationId)).rejects.toMatchObject({ code: 'MOR-4.wrong-state' });
  });

  it('returns papers with a reason only, and they come in again', async () => {
    const applicationId = await opened('3-1303');
    await takeIn(applicationId);
    await expect(check(applicationId, 'return')).rejects.toMatchObject({ code: 'MOR-2.reason-missing' });
    expect(await check(applicationId, 'return', '收入证明未盖章')).toMatchObject({ state: 'collecting' });
    expect(await sheet('3-1303')).toMatchObject({ reason: '收入证明未盖章' });
    await expect(check(applicationId, 'pass')).rejects.toMatchObject({ code: 'MOR-4.wrong-state' });
    expect(await takeIn(applicationId, [papers[2]!])).toMatchObject({ state: 'collected' });
  });

  it('ALL-4 is not done by who took the papers in, and the database says so too', async () => {
    const applicationId = await opened('3-1304');
    await takeIn(applicationId);
    const both = { ...cast.zhao, assignments: [...cast.zhao.assignments, ...cast.shen.assignments] };
    const asking = check(applicationId, 'pass', undefined, both);
    await expect(asking).rejects.toMatchObject({
      code: 'ALL-4.same-person',
      facts: { conflictsWith: 'mortgage.intake' },
    });
    const update = `update application set checked_by_id = taken_in_by_id where id = ?`;
    await expect(mortgage.rows(update, [applicationId])).rejects.toThrow(/application_maker_is_not_checker/);
  });
});

describe('MOR-3 submission', () => {
  it('needs the check, the bank and the filed contract, in the database too', async () => {
    const applicationId = await opened('3-1401');
    const submit = () => mortgage.ask(SubmitToBank, { applicationId }, [cast.shen, 'mortgage.submit']);
    const choose = () =>
      mortgage.ask(ChooseBank, { applicationId, bank: '建设银行' }, [cast.zheng, 'mortgage.choose-bank']);
    await expect(submit()).rejects.toMatchObject({ code: 'MOR-3.not-checked' });
    await expect(choose()).rejects.toMatchObject({ code: 'MOR-4.wrong-state' });
    await takeIn(applicationId);
    await check(applicationId, 'pass');
    await expect(submit()).rejects.toMatchObject({ code: 'MOR-3.no-bank' });
    expect(await choose()).toMatchObject({ state: 'bank-chosen' });
    await expect(submit()).rejects.toMatchObject({ code: 'MOR-3.not-filed', facts: { unit: '3-1401' } });
    const update = `update application set state = 'submitted' where id = ?`;
    await expect(mortgage.rows(update, [applicationId])).rejects.toThrow(/application_ready_for_the_bank/);
  });
});

describe('MOR-4 lists', () => {
  it('hold a project’s applications by state, page by page, and a consultant’s own only', async () => {
    const project2 = idOf('project 2');
    const policy = { deposit: '20000.00', deadlines: { 'MOR-1.papers': 'PT0S' } };
    await mortgage.hear(ProjectOpened, { projectId: project2, code: 'SZ', name: '山庄', policy });
    for (const code of ['7-0101', '7-0102', '7-0103']) await opened(code, project2);
    const list = (more: object, who = cast.shen) =>
      mortgage.ask(Mortgages, { projectId: project2, ...more }, [who, 'report.desk']);
    const first = await list({ state: 'collecting', limit: 2 });
    expect(first.items).toMatchObject([{ unitCode: '7-0101', overdue: true }, { unitCode: '7-0102' }]);
    const rest = await list({ state: 'collecting', limit: 2, after: first.next });
    expect(rest).toEqual({ items: [expect.objectContaining({ unitCode: '7-0103' })] });
    expect((await list({ state: 'checked' })).items).toEqual([]);
    expect((await list({}, cast.zhou)).items).toEqual([]);
    expect((await list({}, cast.zhao)).items).toHaveLength(3);
    await expect(list({ projectId: idOf('no project') })).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});
