import type { Sale } from './home.ts';
import { MoneyDesk, type MoneyContract } from './money-desk.ts';
import type { Stage } from './stage.ts';

/** Overdue instalments: seen by age, delayed, reminded of, called for, in the end with the lawyer (FIN-9, FIN-10). */
export async function dunning(stage: Stage, sale: Sale): Promise<void> {
  const desk = new MoneyDesk(stage, sale, 34);
  const late = await desk.signed('3-601', { planId: await planDue(stage, sale, 'D2', -2) });
  const later = await desk.signed('3-602', { planId: await planDue(stage, sale, 'D40', -40) });
  await reminded(stage, late);
  await aged(stage, sale);
  await delayed(stage, desk, late);
  await calledFor(stage, sale, later);
  await referred(stage, desk, later);
}

const day = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);

/** Half is due so many days from today, the rest in a month. */
async function planDue(stage: Stage, { projectId }: Sale, code: string, days: number): Promise<string> {
  const line = { kind: 'price', share: '0.50' };
  const lines = [
    { ...line, label: '首期', dueOn: day(days) },
    { ...line, label: '尾款', dueOn: day(30) },
  ];
  const body = { code, name: `分期 ${code}`, kind: 'instalments', lines };
  const { planId } = await stage.does('sun', `付款方案 ${code} plan`, `POST /v1/projects/${projectId}/payment-plans`, {
    body,
  });
  return planId;
}

/** By itself, to a phone that finance does not know. */
async function reminded(stage: Stage, { at }: MoneyContract): Promise<void> {
  await stage.until('zhao', '催款短信已发 a reminder was sent', `${at}/dunning`, ({ reminders }) => {
    return reminders.length === 1 && reminders[0].state === 'sent' && reminders[0].textVersion === 'house-1';
  });
}

async function aged(stage: Stage, { projectId }: Sale): Promise<void> {
  await stage.until('zheng', '账龄分析 arrears by age', `/v1/projects/${projectId}/arrears-by-age`, ({ items }) => {
    const counts = items[0].buckets.map(({ count }: { count: number }) => count);
    return counts.join() === '1,1,0,0' && items[0].derivation.rule === 'FIN-9';
  });
  const arrears = `GET /v1/projects/${projectId}/arrears?bucket=31-60`;
  await stage.does('zhao', '31–60 天欠款 between 31 and 60 days late', arrears, {
    holds: ({ items }) => items.length === 1 && items[0].unitCode === '3-602',
  });
  await stage.does('zhou', '同事看不到 a colleague does not see it', arrears, { holds: ({ items }) => !items.length });
}

/** Another person decides; until then it is neither dunned nor unreasonable (FIN-9). */
async function delayed(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<void> {
  const { receivables } = await desk.account(deal, '首期未付 the first line is open', () => true);
  const { receivableId } = receivables.find(({ label }: { label: string }) => label === '首期');
  const request = `POST /v1/receivables/${receivableId}/payment-delays`;
  await stage.does('sun', '延期须晚于今日 to a later day', request, {
    ...{ body: { until: day(-1), reason: '资金月底到账' }, status: 409, code: 'FIN-9.delay-until' },
  });
  const asked = { body: { until: day(20), reason: '资金月底到账' } };
  const { paymentDelayId } = await stage.does('sun', '延期付款申请 a delay is asked for', request, asked);
  const approval = `POST /v1/payment-delays/${paymentDelayId}/approval`;
  await stage.does('sun', '申请人不得自批 not by who asked', approval, { body: { decision: 'approve' }, status: 403 });
  await stage.does('wang', '须写明拒绝原因 a refusal has a reason', approval, {
    ...{ body: { decision: 'refuse' }, status: 400, code: 'FIN-9.reason-missing' },
  });
  await stage.does('wang', '批准延期 approved', approval, { body: { decision: 'approve' } });
  const list = `/v1/projects/${desk.sale.projectId}/lists/arrears-unreasonable`;
  await stage.until('wu', '不合理欠款只余一笔 one unreasonable is left', list, ({ items }) => {
    return items.length === 1 && items[0].unit === '3-602';
  });
}

const todo = ({ state }: { state: string }) => state === 'todo';

/** A letter is somebody's task, and prints; nobody goes to the lawyer by the clock. */
async function calledFor(stage: Stage, { projectId }: Sale, { at }: MoneyContract): Promise<void> {
  const sheet = await stage.until('zhao', '待发催款函 a letter is to be sent', `${at}/dunning`, ({ reminders }) =>
    reminders.some(todo),
  );
  const { reminderId } = sheet.reminders.find(todo);
  await stage.until('zhao', '待催款清单 on my list', `/v1/projects/${projectId}/lists/reminders-to-do`, ({ count }) => {
    return count === 1;
  });
  await stage.does('zhao', '打印催款函 the letter', `GET /v1/reminders/${reminderId}/letter`, {
    holds: (body) => Buffer.isBuffer(body) && body.subarray(0, 4).toString() === '%PDF',
  });
  const refer = `POST ${at}/defaulter`;
  await stage.does('wang', '催款未完须写原因 before the ladder is through', refer, {
    ...{ body: {}, status: 400, code: 'FIN-10.ladder-open' },
  });
  const pause = { body: { until: day(3), reason: '客户住院' } };
  await stage.does('zhao', '顾问不得暂停 not paused by the consultant', `POST ${at}/dunning-pause`, {
    ...{ ...pause, status: 403 },
  });
  await stage.does('wu', '暂停催款 paused', `POST ${at}/dunning-pause`, pause);
  await stage.does('wu', '恢复催款 resumed', `POST ${at}/dunning-resumption`);
  const result = { body: { result: 'delivered', note: '已签收' } };
  const record = `POST /v1/reminders/${reminderId}/result`;
  await stage.does('zhou', '同事不得登记 not by a colleague', record, { ...result, status: 403 });
  await stage.does('zhao', '登记签收 delivered', record, result);
  await stage.does('zhao', '不得重复登记 not twice', record, { ...result, status: 409, code: 'FIN-10.not-to-do' });
}

/** The CFO refers, the lawyer acts, and payment ends it by itself (§2.3.10). */
async function referred(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<void> {
  const gates = `/v1/projects/${desk.sale.projectId}/lists/defaulters-to-refer`;
  await stage.until('wang', '待移交法务 to be referred', gates, ({ items }) => items.length === 1);
  const { defaulterId } = await stage.does('wang', '移交法务 referred', `POST ${deal.at}/defaulter`);
  const handling = `POST /v1/defaulters/${defaulterId}/handling`;
  const letter = { body: { note: '发律师函' } };
  await stage.does('wang', '财务不办法务 not handled by finance', handling, { ...letter, status: 403 });
  await stage.does('wei', '法务处理 handled', handling, letter);
  await stage.does('wei', '未付清不得结案 not ended as paid', handling, {
    ...{ body: { note: '称已付', outcome: 'paid' }, status: 409, code: 'FIN-10.still-owed' },
  });
  const { outstanding } = await desk.account(deal, '尚欠 still owed', () => true);
  await desk.pays(deal, outstanding);
  await stage.until('wei', '付清自动结案 paid: the case ends', `/v1/defaulters/${defaulterId}`, (body) => {
    return body.state === 'ended' && body.outcome === 'paid' && body.notes.length === 2;
  });
}
