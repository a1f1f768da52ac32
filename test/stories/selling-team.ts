import type { Sale } from './home.ts';
import type { Stage } from './stage.ts';

/** The team's desk: targets, a customer whom a channel partner brought, the survey, the commission, a complaint. */
export async function teamDesk(stage: Stage, sale: Sale): Promise<void> {
  await targets(stage, sale);
  const customerId = await reported(stage, sale);
  const deal = await subscribed(stage, sale, customerId);
  await surveyed(stage, sale, deal.subscriptionId);
  const contractId = await signed(stage, sale, deal.subscriptionId);
  await explained(stage, sale, contractId);
  await scored(stage, sale);
  await complaint(stage, sale, customerId, deal.unitId);
}

const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);

async function targets(stage: Stage, { projectId }: Sale): Promise<void> {
  const at = `/v1/projects/${projectId}`;
  const zhao = stage.personId('zhao');
  const { teamId } = await stage.does('li', '组建销售小组 a team', `POST ${at}/teams`, { body: { name: '一组' } });
  const member = { personId: zhao, name: '赵', from: `${month}-01` };
  await stage.does('li', '赵入组 Zhao joins it', `POST /v1/teams/${teamId}/members`, { body: member });
  await stage.does('li', '不得同在两组 in one team at a time', `POST /v1/teams/${teamId}/members`, {
    ...{ body: member, status: 409, code: 'CRM-5.in-a-team' },
  });
  const target = { month, subject: 'consultant', subjectId: zhao, visits: 1, subscriptions: 1, contracts: 2 };
  await stage.does('zhao', '顾问不得自定目标 not one’s own target', `POST ${at}/targets`, {
    body: target,
    status: 403,
  });
  await stage.does('li', '月度目标 the target of the month', `POST ${at}/targets`, { body: target });
}

/** A partner reports Fang, whom nobody knows; Fang's first visit confirms it. */
async function reported(stage: Stage, { projectId }: Sale): Promise<string> {
  const at = `/v1/projects/${projectId}`;
  const partner = { name: '安居渠道', rate: '0.01' };
  const { partnerId } = await stage.does('li', '登记渠道 a channel partner', `POST ${at}/channel-partners`, {
    body: partner,
  });
  const report = `POST /v1/channel-partners/${partnerId}/reports`;
  const fang = { customerName: '方圆', phone: '13700002222' };
  await stage.does('zhao', '渠道报备 the partner reports a customer', report, { body: fang });
  await stage.does('zhou', '重复报备 reported again', report, {
    ...{ body: fang, status: 409, code: 'CRM-8.reported-already' },
  });
  const { customerId } = await stage.does('zhao', '逾期录入首访 entered late, first visit', 'POST /v1/customers', {
    body: {
      ...{ projectId, name: '方圆', phone: '13700002222', source: '渠道', needs: '三房' },
      ...{ firstEvent: { kind: 'first-visit' }, contactedAt: '2026-03-02T02:00:00Z' },
    },
  });
  await stage.until(
    'zhao',
    '到访确认报备 the visit confirms it',
    `${at}/channel-reports?state=visited`,
    ({ items }) => {
      return items.some((row: any) => row.customerId === customerId && row.phone === '137****2222');
    },
  );
  await stage.does('zhou', '已知客户不得报备 a known customer', report, {
    ...{ body: fang, status: 409, code: 'CRM-8.known-customer' },
  });
  return customerId;
}

async function subscribed(stage: Stage, sale: Sale, customerId: string) {
  const { unitId } = [...sale.units.values()][0]!;
  const body = { customerId, planId: sale.plans.lumpSum };
  const subscribe = `POST /v1/units/${unitId}/subscriptions`;
  const { subscriptionId } = await stage.does('zhao', '定购 subscribe', subscribe, { body, eventually: true });
  const mine = `/v1/tasks?projectId=${sale.projectId}`;
  await stage.until('zhao', '我的任务：催定金、做调查 my tasks', mine, ({ items }) => {
    return ['deposit', 'survey'].every((kind) => items.some((task: any) => task.kind === kind));
  });
  const his = `${mine}&consultantId=${stage.personId('zhao')}`;
  await stage.does('zhou', '不得看同事任务 not a colleague’s tasks', `GET ${his}`, { status: 403 });
  const deposit = { payer: '方圆', amount: '20000.00', method: 'transfer' };
  await stage.does('qian', '收定金 deposit', `POST /v1/deals/${subscriptionId}/receipts`, {
    ...{ body: deposit, eventually: true },
  });
  await stage.until('zhao', '我的任务：约签约 to be signed', mine, ({ items }) => {
    return items.some((task: any) => task.kind === 'signing' && task.subscriptionId === subscriptionId);
  });
  return { unitId, subscriptionId };
}

async function surveyed(stage: Stage, { projectId }: Sale, subscriptionId: string): Promise<void> {
  const at = `/v1/projects/${projectId}`;
  const questions = [
    { code: 'heard-from', text: '从何得知', kind: 'one-of', options: ['渠道', '广告'], required: true },
  ];
  const { questionnaireId } = await stage.does('li', '成交调查问卷 the questionnaire', `POST ${at}/questionnaires`, {
    body: { questions },
  });
  const survey = `POST /v1/subscriptions/${subscriptionId}/survey`;
  const answered = (option: string) => ({ questionnaireId, answers: [{ code: 'heard-from', options: [option] }] });
  await stage.does('zhao', '答案不在选项中 no such option', survey, {
    ...{ body: answered('电视'), status: 400, code: 'CRM-3.answer-unfit' },
  });
  await stage.does('zhao', '成交客户调查 the deal survey', survey, {
    body: answered('渠道'),
    holds: ({ late }) => !late,
  });
  await stage.does('zhao', '不得重复录入 once', survey, {
    ...{ body: answered('广告'), status: 409, code: 'CRM-3.surveyed-already' },
  });
  const timeliness = `${at}/timeliness?month=${month}`;
  await stage.until('li', '及时率 in time and late', timeliness, ({ items }) => {
    return items.some((row: any) => row.entriesLate === 1 && row.surveysOnTime === 1);
  });
}

async function signed(stage: Stage, { projectId }: Sale, subscriptionId: string): Promise<string> {
  const clauses = {
    ...{ buyerLateRate: '0.0001', buyerGraceDays: 30, sellerLateRate: '0.0001', sellerGraceDays: 30 },
    ...{ handoverBy: '2027-12-31', handoverNoticeDays: 10, areaMethod: 'building' },
  };
  const sign = `POST /v1/subscriptions/${subscriptionId}/contract`;
  const { contractId } = await stage.does('zhao', '签约 sign', sign, { body: { clauses } });
  const earned = `/v1/projects/${projectId}/channel-commissions`;
  await stage.until('li', '渠道佣金 the partner’s commission', earned, ({ items }) => {
    return items.some((row: any) => row.contractId === contractId && row.derivation.inputs.rate === '0.01');
  });
  return contractId;
}

/** Fang has one recorded event: no commission, unless the manager explains it. */
async function explained(stage: Stage, { projectId }: Sale, contractId: string): Promise<void> {
  const flags = `/v1/projects/${projectId}/commission-flags?state=open`;
  await stage.until('li', '客户事件不足 too few customer events', flags, ({ items }) => {
    return items.some((row: any) => row.contractId === contractId && row.events < 3);
  });
  const explain = `POST /v1/contracts/${contractId}/commission-explanation`;
  const body = { reason: '渠道带看，接待登记在纸上' };
  await stage.does('zhao', '顾问不得自行说明 not by the consultant', explain, { body, status: 403 });
  await stage.does('li', '经理说明，计佣金 the manager explains', explain, { body, holds: ({ earns }) => earns });
  await stage.does('li', '只说明一次 once', explain, { body, status: 409, code: 'CRM-6.explained-already' });
}

async function scored(stage: Stage, { projectId }: Sale): Promise<void> {
  const at = `/v1/projects/${projectId}`;
  const scores = `${at}/scores?month=${month}&subject=consultant`;
  await stage.until('li', '目标完成：80 分及格 80 points, a pass', scores, ({ items }) => {
    return items.some(({ score, actual }: any) => score?.points === 80 && actual.moneyIn === '20000.00');
  });
  const closing = { body: { month }, status: 409, code: 'CRM-5.month-running' };
  await stage.does('li', '当月未完不得结账 not before it is over', `POST ${at}/assessment-closings`, closing);
}

async function complaint(stage: Stage, { projectId }: Sale, customerId: string, unitId: string): Promise<void> {
  const body = { projectId, customerId, unitId, kind: 'complaint', text: '样板房与图纸不符' };
  const { requestId } = await stage.does('zhu', '登记客诉 a complaint', 'POST /v1/service-requests', { body });
  const at = `/v1/service-requests/${requestId}`;
  await stage.does('zhu', '未指派不得答复 not before it is assigned', `POST ${at}/answer`, {
    ...{ body: { text: '已说明' }, status: 409, code: 'CRM-7.step' },
  });
  const assigned = { body: { assigneeId: stage.personId('zhu') } };
  await stage.does('li', '指派客服 assigned', `POST ${at}/assignment`, assigned);
  await stage.does('zhu', '答复 answered', `POST ${at}/answer`, { body: { text: '已说明' } });
  await stage.does('zhu', '客户不满意 reopened', `POST ${at}/reopening`, { body: { word: '仍未解决' } });
  await stage.does('zhu', '再答复 answered again', `POST ${at}/answer`, { body: { text: '已更换样板' } });
  await stage.does('zhu', '客户认可，结案 closed by the customer’s word', `POST ${at}/closing`, {
    ...{ body: { word: '满意' }, holds: ({ state }) => state === 'closed' },
  });
}
