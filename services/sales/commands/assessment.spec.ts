import { ReceiptRecorded } from '#contracts/finance.js';
import { RefundPaid } from '#contracts/finance-refunds.js';
import { CustomerEntered, RecordCustomerEvent } from '#contracts/sales-customers.js';
import {
  AddTeamMember,
  Assessments,
  CloseAssessmentMonth,
  CreateTeam,
  Scores,
  SetAssessmentWeights,
  SetTarget,
} from '#contracts/sales-targets.js';
import type { Asking } from '#contracts/message.js';
import { newId } from '#kernel/ids.js';
import { addMonths } from '#kernel/time.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let teamId: string;

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const month = today.slice(0, 7);
const last = addMonths(`${month}-01`, -1).slice(0, 7);

const set = <A extends Asking>(asking: A, payload: object, by: Person = cast.li) =>
  sales.service.ask(asking, { projectId: project, ...payload }, [by, 'target.set']);
const target = (payload: object, by: Person = cast.li) =>
  set(SetTarget, { month, subject: 'consultant', subjectId: cast.zhao.id, calls: 4, contracts: 1, ...payload }, by);
const scores = async (subject: string, asked: object = {}, by: Person = cast.li) => {
  const payload = { projectId: project, month, subject, ...asked };
  return (await sales.service.ask(Scores, payload, [by, 'report.sales'])).items;
};
const scoreOf = async (subject: string, subjectId: string, asked: object = {}) =>
  (await scores(subject, asked)).find((row: any) => row.subjectId === subjectId);
const assessments = async (asked: object = {}, by: Person = cast.li) =>
  (await sales.service.ask(Assessments, { projectId: project, ...asked }, [by, 'report.sales'])).items;
const member = () => {
  const asked = { teamId, personId: cast.zhao.id, name: '赵', from: `${last}-01` };
  return sales.service.ask(AddTeamMember, asked, [cast.li, 'target.set']);
};
const paid = (subscriptionId: string, amount: string, method = 'card') => {
  const ids = { dealId: subscriptionId, unitId: idOf('unit 3-1201'), projectId: project, receiptId: newId() };
  const receipt = { ...ids, number: 'A-000001', amount, method, pricePaid: amount, priceShare: '0.1' };
  return sales.service.hear(ReceiptRecorded, receipt);
};

beforeAll(async () => {
  sales = await SalesInTest.begin();
  ({ teamId } = await set(CreateTeam, { name: '一组' }));
});
afterAll(() => sales.service.close());

describe('CRM-5 scores', () => {
  it('CRM-5 count calls, visits, customers, subscriptions, contracts and money in, net of what came back', async () => {
    await member();
    const customerId = await sales.customer();
    await sales.echo(CustomerEntered, customerId);
    for (const kind of ['call', 'visit', 'message'])
      await sales.service.ask(RecordCustomerEvent, { customerId, kind }, [cast.zhao, 'customer.write']);
    const deal = await sales.subscribed('3-1201', { customerId });
    await sales.deposited(deal as { subscriptionId: string; unitId: string });
    await sales.sign(deal.subscriptionId);
    const off = await sales.subscribed('3-1202', { customerId });
    await sales.service.pass('SUB-3.deposit', off.subscriptionId);
    await paid(deal.subscriptionId, '20000.00');
    await paid(deal.subscriptionId, '480000.55', 'loan');
    const refund = { refundId: newId(), dealId: deal.subscriptionId, unitId: idOf('unit 3-1201'), projectId: project };
    await sales.service.hear(RefundPaid, { ...refund, amount: '0.54' });
    const actual = { calls: 1, visits: 2, customers: 1, subscriptions: 1, contracts: 1, moneyIn: '500000.01' };
    expect(await scoreOf('consultant', cast.zhao.id)).toMatchObject({ actual });
    expect(await scoreOf('team', teamId)).toMatchObject({ actual });
    expect(await scoreOf('project', project)).toMatchObject({ actual });
  });

  it('CRM-5 stand beside the target, with points, band and derivation', async () => {
    await target({ calls: 4, contracts: 1 });
    const row = await scoreOf('consultant', cast.zhao.id);
    // 10·¼ + 20 of 30
    expect(row).toMatchObject({ target: { calls: 4, contracts: 1 }, score: { points: 75, band: 'pass', exact: '75' } });
    expect(row.score.derivation.steps).toHaveLength(2);
  });

  it('CRM-5 go by the project’s own weights, which add up to 100', async () => {
    const weights = { calls: 20, visits: 0, customers: 0, subscriptions: 20, contracts: 60, moneyIn: 0 };
    await set(SetAssessmentWeights, { ...weights, reason: '签约为重' });
    expect(await scoreOf('consultant', cast.zhao.id)).toMatchObject({
      score: { exact: '325/4', points: 81, band: 'good' },
    });
    const uneven = set(SetAssessmentWeights, { ...weights, calls: 21, reason: 'x' });
    await expect(uneven).rejects.toMatchObject({ code: 'CRM-5.weights', facts: { sum: 101 } });
  });

  it('CRM-5 a consultant sees their own alone; pages go by id', async () => {
    await sales.customer(cast.zhou);
    await sales.subscribe(await sales.offered('3-1203'), {}, cast.zhou);
    expect(await scores('consultant', {}, cast.zhou)).toMatchObject([{ subjectId: cast.zhou.id }]);
    expect(await scores('team', {}, cast.zhou)).toEqual([]);
    const asked = { projectId: project, month, subject: 'consultant', limit: 1 };
    const one = await sales.service.ask(Scores, asked, [cast.li, 'report.sales']);
    const two = await sales.service.ask(Scores, { ...asked, after: one.next }, [cast.li, 'report.sales']);
    expect([one.items[0].subjectId, two.items[0].subjectId]).toEqual([cast.zhao.id, cast.zhou.id]);
    expect(two.next).toBeUndefined();
    await expect(scores('consultant', {}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(scores('consultant', { month: '2026-13' })).rejects.toMatchObject({ fields: [{ field: 'month' }] });
  });
});

describe('CRM-5 targets', () => {
  it('CRM-5 are set again with a reason, and the last one counts', async () => {
    await expect(target({ calls: 2 })).rejects.toMatchObject({ code: 'CRM-5.reason-missing' });
    expect(await target({ calls: 2, reason: '月中调整' })).toMatchObject({ version: 2 });
    expect(await scoreOf('consultant', cast.zhao.id)).toMatchObject({ target: { calls: 2 } });
  });

  it('CRM-5 of a project or a team are about one of the project', async () => {
    const elsewhere = { subject: 'project', subjectId: idOf('project 2') };
    await expect(target(elsewhere)).rejects.toMatchObject({ code: 'CRM-5.team-elsewhere' });
    await expect(target({ subject: 'team', subjectId: idOf('no team') })).rejects.toMatchObject({
      code: 'ALL.unknown',
    });
    await expect(target({ subject: 'team', subjectId: teamId }, cast.feng)).resolves.toMatchObject({ version: 1 });
    await expect(target({ calls: -1, reason: 'x' })).rejects.toMatchObject({ fields: [{ field: 'calls' }] });
    await expect(target({}, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});

describe('CRM-5 the monthly assessment', () => {
  it('CRM-5 is closed when the month is over, once, and stands with its derivation', async () => {
    await expect(set(CloseAssessmentMonth, { month })).rejects.toMatchObject({ code: 'CRM-5.month-running' });
    await target({ month: last, calls: 4, reason: 'x' });
    await target({ month: last, subject: 'team', subjectId: teamId, visits: 1 });
    await sales.service.rows(`update subscription set subscribed_at = subscribed_at - interval '31 days'`);
    const both = [1, 2].map(() => set(CloseAssessmentMonth, { month: last }));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toMatchObject([{ value: { assessed: 2 } }]);
    const closed = { code: 'CRM-5.month-closed', facts: { month: last } };
    await expect(set(CloseAssessmentMonth, { month: last })).rejects.toMatchObject(closed);
    await expect(target({ month: last, reason: 'x' })).rejects.toMatchObject(closed);
    const [row] = await assessments({ month: last, subject: 'consultant' });
    expect(row).toMatchObject({ subjectId: cast.zhao.id, target: { calls: 4 }, score: { band: 'retrain' } });
    expect(row.score.derivation).toMatchObject({ rule: 'CRM-5', inputs: { weight: '80' } });
    const rewrite = sales.service.rows('update assessment set points = 100');
    await expect(rewrite).rejects.toThrow(/permission denied/);
  });

  it('CRM-5 is read by band and page; a consultant reads their own', async () => {
    expect(await assessments({ band: 'excellent' })).toEqual([]);
    expect(await assessments({ band: 'retrain' })).toHaveLength(2);
    expect(await assessments({}, cast.zhao)).toMatchObject([{ subject: 'consultant', subjectId: cast.zhao.id }]);
    expect(await assessments({}, cast.zhou)).toEqual([]);
    const asked = { projectId: project, limit: 1 };
    const one = await sales.service.ask(Assessments, asked, [cast.li, 'report.sales']);
    const two = await sales.service.ask(Assessments, { ...asked, after: one.next }, [cast.li, 'report.sales']);
    expect(two.items[0].subject).not.toBe(one.items[0].subject);
    expect(two.next).toBeUndefined();
  });

  it('CRM-5 the database refuses a band that does not fit the points', async () => {
    const insert = `insert into assessment (id, project_id, month, subject, subject_id, actual, target, points, exact,
      band, derivation, closed_at)
      values (gen_random_uuid(), ?, '2020-01', 'project', ?, '{}', '{}', 80, '80', 'good', '{}', now())`;
    await expect(sales.service.rows(insert, [project, project])).rejects.toThrow(/assessment_band/);
  });
});
