import { ProjectOpened } from '#contracts/inventory.js';
import * as contracts from '#contracts/mortgage.js';
import { ContractFiled, ContractSigned, SubscriptionCancelled } from '#contracts/sales.js';
import { Money } from '#kernel/money.js';
import { Clock } from '#persistence/clock.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { theClock } from '#persistence/work.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { contractFiled, contractSigned } from '#testing/contract-signed.js';
import { eventually } from '#testing/eventually.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import type { Asking } from '#contracts/message.js';
import type { Operation } from '#permissions/operations.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MortgageModule } from '../module.js';
import { missingPapers } from '../rules/checklist.js';
import { bankSaid } from './bank.js';

const { MortgageAdvanced, LoanDisbursed, MortgageOfDeal } = contracts;
const projectId = idOf('project');
const papers = missingPapers([]).map((code) => ({ code, copies: 1 }));
/** Late, twice and out of order, the loan in three parts: what a bank does on its worst days. */
const worst = { delayMs: 60, jitterMs: 60, duplicate: true, shuffle: true, parts: 3 };
let mortgage: ServiceInTest;
let [bank, registry]: Simulator[] = [];

beforeAll(async () => {
  [bank, registry] = await Promise.all([simulator('bank', worst), simulator('registry', worst)]);
  Object.assign(process.env, { BANK_URL: bank.url, REGISTRY_URL: registry.url });
  mortgage = await inProcess('mortgage', MortgageModule);
  const policy = { deposit: '20000.00', deadlines: { 'MOR-4.query': 'PT0S', 'MOR-4.register-query': 'PT0S' } };
  await mortgage.hear(ProjectOpened, { projectId, code: 'YH', name: '云湖', policy });
});
afterEach(() => Promise.all([bank!.behave(worst), registry!.behave(worst)]));
afterAll(async () => {
  await mortgage.close();
  await Promise.all([bank!.stop(), registry!.stop()]);
});

const sheet = (unit: string) =>
  mortgage.ask(MortgageOfDeal, { dealId: idOf(`deal ${unit}`) }, [cast.shen, 'report.desk']);
const step = async (unit: string, order: Asking, [who, operation]: [Person, Operation], facts: object = {}) =>
  mortgage.ask(order, { applicationId: (await sheet(unit)).applicationId, ...facts }, [who, operation]);
const choose = (unit: string, name: string) =>
  step(unit, contracts.ChooseBank, [cast.zheng, 'mortgage.choose-bank'], { bank: name });
const submit = (unit: string) => step(unit, contracts.SubmitToBank, [cast.shen, 'mortgage.submit']);
const register = (unit: string) => step(unit, contracts.RegisterMortgage, [cast.shen, 'mortgage.submit']);
const sign = (unit: string, signedOn = '2026-01-05') =>
  step(unit, contracts.RecordCustomerSigned, [cast.shen, 'mortgage.submit'], { signedOn });
const confirm = (unit: string, disbursementId: string) =>
  step(unit, contracts.ConfirmDisbursement, [cast.wu, 'mortgage.disbursement'], { disbursementId });
const states = async (unit: string) =>
  (await mortgage.told(MortgageAdvanced)).filter(({ unitId }) => unitId === idOf(`unit ${unit}`)).map((e) => e.state);

async function papersChecked(unit: string) {
  await step(unit, contracts.TakeInPapers, [cast.zhao, 'mortgage.intake'], { papers });
  await step(unit, contracts.CheckPapers, [cast.shen, 'mortgage.check'], { decision: 'pass' });
}

async function submitted(unit: string, name = '建设银行') {
  await mortgage.hear(ContractSigned, contractSigned(unit, { projectId }));
  await mortgage.hear(ContractFiled, contractFiled(unit, projectId));
  await papersChecked(unit);
  await choose(unit, name);
  return submit(unit);
}

/** Lets the clock run, two replicas of it, until the application is like this. */
const until = (unit: string, like: object) =>
  eventually(async () => {
    const clock = mortgage.app.get(Clock, { strict: false });
    await Promise.all([clock.scan(), clock.scan()]);
    expect(await sheet(unit)).toMatchObject(like);
  });

/** Deadlines still open about an application or its submissions. */
const open = (unit: string) =>
  mortgage.rows(
    `with ours as (select * from application where deal_id = ?)
     select kind from deadline where done_at is null and cleared_at is null and about in (
       select id from ours union select s.id from bank_submission s join ours on ours.id = s.application_id)`,
    [idOf(`deal ${unit}`)],
  );

describe('MOR-4 at a bank and a registry that answer late, twice and out of order', () => {
  it('a loan is approved, signed, registered and paid out in parts, each step once', async () => {
    expect(await submitted('3-1201')).toMatchObject({ state: 'submitted' });
    await until('3-1201', { state: 'approved' });
    expect(await open('3-1201')).toEqual([]);
    expect(await sign('3-1201')).toMatchObject({ state: 'customer-signed' });
    expect(await register('3-1201')).toMatchObject({ state: 'registering' });
    const parts = [{ amount: '429779.00' }, { amount: '429779.00' }, { amount: '429779.00' }];
    const registrationNumber = expect.stringMatching(/^DY\d+$/);
    await until('3-1201', { state: 'registered', registrationNumber, disbursements: parts });
    expect(await open('3-1201')).toEqual([]);
    const [first, second, third] = (await sheet('3-1201')).disbursements as { disbursementId: string }[];
    expect(await confirm('3-1201', first!.disbursementId)).toMatchObject({ state: 'registered' });
    await expect(confirm('3-1201', first!.disbursementId)).rejects.toMatchObject({ code: 'MOR-5.confirmed' });
    await Promise.all([second, third].map((part) => confirm('3-1201', part!.disbursementId)));
    expect(await sheet('3-1201')).toMatchObject({ state: 'disbursed' });
    expect(await states('3-1201')).toEqual([
      ...['collecting', 'collected', 'checked', 'bank-chosen', 'submitted', 'approved', 'customer-signed'],
      ...['registering', 'registered', 'disbursed'],
    ]);
    const told = (await mortgage.told(LoanDisbursed)).filter(({ unitId }) => unitId === idOf('unit 3-1201'));
    expect(told.map(({ amount, bank: by }) => [amount, by])).toEqual(parts.map(({ amount }) => [amount, '建设银行']));
    expect(new Set(told.map(({ disbursementId }) => disbursementId)).size).toBe(3);
  });

  it('MOR-3 a refusal leads to another bank, which may approve', async () => {
    await bank!.behave({ ...worst, refuse: ['3-1202'] });
    await submitted('3-1202');
    await until('3-1202', { state: 'refused', reason: expect.stringContaining('收入证明不足') });
    expect(await open('3-1202')).toEqual([]);
    await expect(submit('3-1202')).rejects.toMatchObject({ code: 'MOR-3.no-bank' });
    await bank!.behave(worst);
    await choose('3-1202', '工商银行');
    await submit('3-1202');
    await until('3-1202', { state: 'approved', bank: '工商银行' });
  });

  it('papers that the bank wants besides are taken in, checked, and brought to the same bank', async () => {
    await bank!.behave({ ...worst, morePapers: ['3-1203'] });
    await submitted('3-1203');
    await until('3-1203', { state: 'more-papers' });
    expect(await open('3-1203')).toEqual([]);
    await papersChecked('3-1203');
    await choose('3-1203', '建设银行');
    await submit('3-1203');
    await until('3-1203', { state: 'approved' });
    const rows = await mortgage.rows(`select round from bank_submission s join application a
      on a.id = s.application_id where a.unit_code = '3-1203'`);
    expect(rows).toEqual([{ round: 2 }]);
  });

  it('a registration that is refused can be sent again', async () => {
    await registry!.behave({ ...worst, refuse: ['3-1204'] });
    await submitted('3-1204');
    await until('3-1204', { state: 'approved' });
    await expect(register('3-1204')).rejects.toMatchObject({ code: 'MOR-4.wrong-state' });
    await expect(sign('3-1204', '2126-01-05')).rejects.toMatchObject({ code: 'MOR-4.signed-in-future' });
    await sign('3-1204');
    await register('3-1204');
    await until('3-1204', { state: 'customer-signed', reason: expect.stringContaining('材料不齐') });
    await registry!.behave(worst);
    await register('3-1204');
    await until('3-1204', { state: 'registered', disbursements: [{}, {}, {}] });
  });

  it('a bank whose answer is lost is asked again, and has one application', async () => {
    await bank!.behave({ ...worst, drop: 1 });
    await submitted('3-1205');
    const failed = `select error from deadline where kind = 'MOR-4.submit' and error is not null`;
    await eventually(async () => {
      await mortgage.app.get(Clock, { strict: false }).scan();
      expect(await mortgage.rows(failed)).toEqual([{ error: expect.stringContaining('OutsideUnavailable') }]);
    });
    await bank!.behave(worst);
    await until('3-1205', { state: 'approved' });
  });

  it('MOR-5 money announced before the approval was seen is kept, and never confirmed beyond the loan', async () => {
    await bank!.behave({ ...worst, delayMs: 60_000 });
    await submitted('3-1207');
    const [{ id }] = (await mortgage.rows<{ id: string }>(`select s.id from bank_submission s
      join application a on a.id = s.application_id where a.unit_code = '3-1207'`)) as [{ id: string }];
    const say = (noticeId: string, kind: string, amount: string) => {
      const notice = { id: noticeId, sequence: 0, kind, at: new Date(), amount: Money.parse(amount) };
      const cause = { actor: theClock, name: 'bank', at: new Date() };
      return mortgage.app
        .get(UnitOfWork, { strict: false })
        .react(cause, (work) => bankSaid(work, id, [notice, notice]));
    };
    for (const noticeId of ['x-2', 'x-3', 'x-2']) await say(noticeId, 'disbursed', '1000000.00');
    const { state, disbursements } = await sheet('3-1207');
    expect([state, disbursements.length]).toEqual(['submitted', 2]);
    const [first, second] = disbursements.map((part: { disbursementId: string }) => part.disbursementId);
    await expect(confirm('3-1207', first)).rejects.toMatchObject({ code: 'MOR-5.not-payable' });
    await say('x-1', 'approved', '1289337.00');
    expect(await confirm('3-1207', first)).toMatchObject({ state: 'approved' });
    await expect(confirm('3-1207', second)).rejects.toMatchObject({ code: 'MOR-5.over-loan' });
    const update = 'update disbursement set confirmed_at = now() where id = ?';
    await expect(mortgage.rows(update, [second])).rejects.toThrow(/disbursed_within_loan/);
    await expect(mortgage.rows('update bank_notice set kind = kind')).rejects.toThrow(/permission denied/);
  });

  it('with the deal cancelled nobody is asked any more', async () => {
    await bank!.behave({ ...worst, delayMs: 60_000 });
    await submitted('3-1206');
    const ids = { unitId: idOf('unit 3-1206'), subscriptionId: idOf('deal 3-1206'), projectId };
    await mortgage.hear(SubscriptionCancelled, { ...ids, rule: 'CON-5.withdrawn' });
    expect(await sheet('3-1206')).toMatchObject({ state: 'cancelled' });
    expect(await open('3-1206')).toEqual([]);
  });
});
