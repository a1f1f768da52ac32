import { CustomerEntered } from '#contracts/sales-customers.js';
import { SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { SubscriptionRenamed } from '#contracts/sales-subscriptions.js';
import {
  DefineQuestionnaire,
  MissingSurveys,
  Questionnaires,
  RecordSurvey,
  SurveyOfSubscription,
  Timeliness,
} from '#contracts/sales-team.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let questionnaireId: string;

const questions = [
  { code: 'heard-from', text: '从何处得知', kind: 'one-of', options: ['朋友', '广告'], required: true },
  { code: 'likes', text: '看重', kind: 'some-of', options: ['学校', '地铁', '户型'], required: false },
  { code: 'family', text: '家庭人数', kind: 'whole-number', required: false },
  { code: 'why', text: '购房原因', kind: 'text', required: false },
];
const answers = [
  { code: 'heard-from', options: ['朋友'] },
  { code: 'likes', options: ['学校', '地铁'] },
  { code: 'family', text: '4' },
];
const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);

const define = (asked: object, by: Person = cast.li) =>
  sales.service.ask(DefineQuestionnaire, { projectId: project, questions, ...asked }, [by, 'customer.assign']);
const record = (subscriptionId: string, differently: object = {}, by: Person = cast.zhao) =>
  sales.service.ask(RecordSurvey, { subscriptionId, questionnaireId, answers, ...differently }, [by, 'customer.write']);
const missing = (asked: object = {}, by: Person = cast.li) =>
  sales.service.ask(MissingSurveys, { projectId: project, ...asked }, [by, 'report.desk']);
const timeliness = async (consultant: Person, by: Person = cast.li) => {
  const { items } = await sales.service.ask(Timeliness, { projectId: project, month }, [by, 'report.sales']);
  return items.find(({ consultantId }: { consultantId: string }) => consultantId === consultant.id);
};

/** A unit that sales has told itself of: its survey is wanted. */
async function sold(unitCode: string, by = cast.zhao): Promise<string> {
  const unitId = await sales.offered(unitCode);
  const { subscriptionId } = await sales.subscribe(unitId, {}, by);
  await sales.echo(UnitSubscribed, unitId);
  return subscriptionId as string;
}

beforeAll(async () => {
  sales = await SalesInTest.begin();
  ({ questionnaireId } = await define({}));
});
afterAll(() => sales.service.close());

describe('CRM-3 a customer is entered within a working day of the contact', () => {
  const entered = async (contactedAt?: string, by = cast.zhou) => {
    const customerId = await sales.customer(by, { contactedAt });
    await sales.echo(CustomerEntered, customerId);
    const [row] = await sales.service.rows('select * from customer_entry where id = ?', [customerId]);
    return row!;
  };

  it('CRM-3 the contact is now unless told, and one of long ago is entered late; both are counted', async () => {
    const now = await entered();
    expect(now).toMatchObject({ late: false, consultant_id: cast.zhou.id, month });
    expect(now.contacted_at).toEqual(now.entered_at);
    expect(await entered('2026-03-02T02:00:00Z')).toMatchObject({ late: true });
    expect(await timeliness(cast.zhou)).toMatchObject({ entriesOnTime: 1, entriesLate: 1 });
  });

  it('CRM-3 a contact that is to come is refused', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    await expect(entered(tomorrow)).rejects.toMatchObject({ code: 'CRM-3.contact-to-come' });
  });

  it('CRM-3 how late it was stands: the database refuses another word', async () => {
    await entered('2026-03-02T02:00:00Z');
    await expect(sales.service.rows('update customer_entry set late = false')).rejects.toThrow(/permission denied/);
  });
});

describe('CRM-3 the deal survey', () => {
  it('CRM-3 is wanted two working days after the subscription, and then recorded once, in time', async () => {
    const subscriptionId = await sold('3-1201');
    const row = (await missing()).items.find((item: any) => item.subscriptionId === subscriptionId);
    expect(row).toMatchObject({ unitCode: '3-1201', consultantId: cast.zhao.id, overdue: false });
    expect(await record(subscriptionId)).toEqual({ subscriptionId, late: false });
    const read = await sales.service.ask(SurveyOfSubscription, { subscriptionId }, [cast.zhao, 'customer.write']);
    expect(read).toMatchObject({ questionnaireId, answers, late: false });
    await expect(record(subscriptionId)).rejects.toMatchObject({ code: 'CRM-3.surveyed-already' });
    expect((await missing()).items.map((item: any) => item.subscriptionId)).not.toContain(subscriptionId);
    expect(await timeliness(cast.zhao)).toMatchObject({ surveysOnTime: 1, surveysLate: 0, surveysMissing: 0 });
  });

  it('CRM-3 of two who record it at once one is told so', async () => {
    const subscriptionId = await sold('3-1202');
    const outcomes = await Promise.allSettled([record(subscriptionId), record(subscriptionId)]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost.map(({ reason }) => reason)).toEqual([expect.objectContaining({ code: 'CRM-3.surveyed-already' })]);
  });

  it('CRM-3 that is not recorded in time is on the list 未做成交调查, and counts as late when it comes', async () => {
    const subscriptionId = await sold('3-1203', cast.zhou);
    await sales.service.pass('CRM-3.survey', subscriptionId);
    expect((await missing({ overdue: 'true' })).items).toMatchObject([{ subscriptionId, overdue: true }]);
    await sales.service.rows(`update survey set due_by = now() - interval '1 minute' where id = ?`, [subscriptionId]);
    expect(await timeliness(cast.zhou)).toMatchObject({ surveysMissing: 1, surveysLate: 0 });
    expect(await record(subscriptionId, {}, cast.zhou)).toMatchObject({ late: true });
    expect((await missing({ overdue: 'true' })).items).toEqual([]);
    expect(await timeliness(cast.zhou)).toMatchObject({ surveysMissing: 0, surveysLate: 1 });
  });

  it('CRM-3 SUB-5 is about whose the subscription is after a rename', async () => {
    const subscriptionId = await sold('3-1208');
    const [customerId, formerCustomerId] = [await sales.customer(), idOf('former')];
    const ids = { unitId: idOf('unit 3-1208'), subscriptionId, projectId: project, changeId: idOf('change') };
    await sales.service.hear(SubscriptionRenamed, { ...ids, customerId, formerCustomerId });
    const found = (await missing({ limit: 200 })).items.find((item: any) => item.subscriptionId === subscriptionId);
    expect(found).toMatchObject({ customerId });
  });

  it('CRM-3 of a subscription that is cancelled is not wanted any more', async () => {
    const subscriptionId = await sold('3-1204');
    await sales.service.pass('SUB-3.deposit', subscriptionId);
    await sales.echo(SubscriptionCancelled, idOf('unit 3-1204'));
    expect((await missing()).items.map((item: any) => item.subscriptionId)).not.toContain(subscriptionId);
    await expect(record(subscriptionId)).rejects.toMatchObject({ code: 'CRM-3.deal-cancelled' });
  });

  it.each([
    ['CRM-3.answer-unknown', [{ code: 'colour', text: '红' }]],
    ['CRM-3.answer-unknown', [...answers, answers[0]]],
    ['CRM-3.answer-unfit', [{ code: 'heard-from', options: ['电视'] }]],
    ['CRM-3.answer-unfit', [{ code: 'heard-from', options: ['朋友', '广告'] }]],
    ['CRM-3.answer-unfit', [...answers.slice(0, 2), { code: 'family', text: '四' }]],
    ['CRM-3.answer-missing', [{ code: 'why', text: '改善' }]],
  ])('CRM-3 answers that do not fit are refused: %s', async (code, wrong) => {
    const subscriptionId = await sold(`5-${JSON.stringify(wrong)}`);
    await expect(record(subscriptionId, { answers: wrong })).rejects.toMatchObject({ code });
  });

  it('CRM-3 pages, soonest due first, and a consultant sees their own alone', async () => {
    const first = await missing({ limit: 1 });
    expect(first.items).toHaveLength(1);
    const rest = await missing({ after: first.next });
    expect(rest.items.map((item: any) => item.subscriptionId)).not.toContain(first.items[0].subscriptionId);
    const mine = (await missing({}, cast.zhou)).items;
    expect(mine.every((item: any) => item.consultantId === cast.zhou.id)).toBe(true);
    await expect(missing({ after: 'x' })).rejects.toMatchObject({ fields: [{ field: 'after' }] });
    await expect(missing({}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('ALL-5 is not recorded by another consultant, nor read', async () => {
    const subscriptionId = await sold('3-1206');
    await expect(record(subscriptionId, {}, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const reading = sales.service.ask(SurveyOfSubscription, { subscriptionId }, [cast.zhou, 'customer.write']);
    await expect(reading).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});

describe('CRM-3 the questionnaire', () => {
  it('CRM-3 has versions; ten defined at once get ten numbers, and what was answered keeps its own', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => define({})));
    expect(new Set(made.map(({ version }) => version)).size).toBe(10);
    const { items, next } = await sales.service.ask(Questionnaires, { projectId: project, limit: 3 }, [
      cast.zhao,
      'customer.write',
    ]);
    expect(items).toHaveLength(3);
    expect(items[0].questions).toEqual(questions);
    expect(next).toBe(items[2].questionnaireId);
    const subscriptionId = await sold('3-1207');
    await expect(record(subscriptionId)).resolves.toMatchObject({ late: false });
  });

  it.each([
    ['CRM-3.question-options', [{ ...questions[0], options: [] }]],
    ['CRM-3.question-options', [{ ...questions[3], options: ['x'] }]],
    ['CRM-3.question-twice', [questions[3], questions[3]]],
  ])('CRM-3 with questions that nobody could answer is refused: %s', async (code, wrong) => {
    await expect(define({ questions: wrong })).rejects.toMatchObject({ code });
  });

  it('ALL-5 is not of another project, nor for a consultant', async () => {
    await expect(define({ projectId: idOf('nowhere') })).rejects.toMatchObject({ code: 'ALL.unknown' });
    await expect(define({}, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
