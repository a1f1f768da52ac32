import type { Sale } from './home.ts';
import { isPdf, type Stage } from './stage.ts';

/** Plans, discounts, quotations, prices with their moment, permits and nodes (INV-2, INV-3, INV-4, INV-6). */
export async function terms(stage: Stage, sale: Sale): Promise<void> {
  const planId = await planned(stage, sale);
  await quoted(stage, sale, planId);
  await discountEnds(stage, sale);
  await priceInTime(stage, sale);
  await permitSuspended(stage, sale);
  await nodeReached(stage, sale, planId);
}

const combined = {
  ...{ code: 'ZH', name: '组合贷款（封顶付尾款）', kind: 'combined' },
  lines: [
    { label: '首付款', amount: '300000.00', kind: 'price', dueDaysAfterSigning: 0 },
    { label: '公积金贷款', amount: '500000.00', kind: 'loan', loanKind: 'provident-fund', dueDaysAfterSigning: 60 },
    {
      ...{ label: '商业贷款', share: '0.30', kind: 'loan', loanKind: 'commercial', dueDaysAfterSigning: 60 },
      ...{ roundTo: 'ten-thousand', roundBy: 'down' },
    },
    { label: '封顶款', kind: 'price', node: 'topped-out', dueDaysAfterNode: 7 },
  ],
};

async function planned(stage: Stage, { projectId, buildingId }: Sale): Promise<string> {
  const plans = `POST /v1/projects/${projectId}/payment-plans`;
  const wrong = combined.lines.map((line) => ({ ...line, share: '0.5', amount: undefined }));
  await stage.does('sun', '末期之前合计过一 shares beyond the whole', plans, {
    ...{ body: { ...combined, lines: wrong }, status: 400, code: 'INV-6.shares' },
  });
  const { planId } = await stage.does('sun', '组合贷款方案 a combined plan', plans, { body: combined });
  const node = { code: 'topped-out', name: '主体封顶', plannedOn: '2027-06-30' };
  await stage.does('sun', '工程节点计划 a node is planned', `POST /v1/buildings/${buildingId}/nodes`, { body: node });
  return planId;
}

const loans = [
  { loanKind: 'commercial', annualRate: '0.031', years: 30 },
  { loanKind: 'provident-fund', annualRate: '0.026', years: 25 },
];

async function quoted(stage: Stage, sale: Sale, planId: string): Promise<void> {
  const { unitId } = sale.units.get('3-501')!;
  const quote = `POST /v1/units/${unitId}/quotations`;
  const body = { planId, discountIds: [sale.discountId], loans };
  await stage.does('zhao', '报价须给利率和年限 a quotation needs rates', quote, {
    ...{ body: { ...body, loans: [] }, status: 400, code: 'INV-6.loan-terms', eventually: true },
  });
  const { quotationId, number } = await stage.does('zhao', '报价 quote 3-501', quote, {
    ...{ body, eventually: true },
    holds: ({ schedule, loans: estimates, derivation }) =>
      schedule.length === 4 && estimates.length === 2 && derivation.steps.length === 1,
  });
  await stage.does('zhao', '报价单 the quotation again', `GET /v1/quotations/${quotationId}`, {
    holds: (sheet) => sheet.number === number && sheet.schedule[3].dueOn === '2027-07-07',
  });
  const paper = `GET /v1/quotations/${quotationId}/pdf`;
  await stage.does('zhao', '打印报价单 print the quotation', paper, { holds: isPdf });
  await stage.does('zhou', '他人的报价单 another’s quotation', `GET /v1/quotations/${quotationId}`, { status: 403 });
  const { state } = await stage.does('zhao', '报价不占房 the unit is still free', `GET /v1/units/${unitId}`);
  if (state !== 'available') throw new Error('a quotation takes no hold');
}

async function discountEnds(stage: Stage, sale: Sale): Promise<void> {
  const discounts = `POST /v1/projects/${sale.projectId}/discounts`;
  const group = { group: '开盘周', groupRule: 'best' };
  const rate = { code: 'W99', name: '开盘周九九折', rate: '0.99', order: 2, ...group };
  const amount = { code: 'W5W', name: '开盘周减五万', amount: '50000.00', order: 2, ...group };
  const one = await stage.does('sun', '优惠组之一 a discount of a group', discounts, { body: rate });
  const other = await stage.does('sun', '优惠组之二 another of the group', discounts, { body: amount });
  const discountIds = [one.discountId, other.discountId];
  const quote = `POST /v1/units/${sale.units.get('3-502')!.unitId}/quotations`;
  const body = { planId: sale.plans.lumpSum, discountIds };
  await stage.does('zhao', '组内取最优 the best of the group', quote, {
    ...{ body, eventually: true },
    holds: ({ derivation }) => derivation.inputs.discounts === 'W5W' && derivation.inputs.leftOutOfGroups === 'W99',
  });
  const end = `POST /v1/discounts/${other.discountId}/end`;
  await stage.does('sun', '停用须写原因 ending needs a reason', end, { body: {}, status: 400 });
  await stage.does('sun', '停用优惠 the discount is ended', end, { body: { reason: '开盘周结束' } });
  const late = { body, status: 409, code: 'INV-6.discount-ended' };
  await untilRefused(stage, 'zhao', quote, body, late.code);
  await stage.does('zhao', '停用后不再给 it is granted no more', quote, late);
}

/** Until sales has heard of it; what refuses then is a step of its own. */
async function untilRefused(stage: Stage, who: string, request: string, body: object, code: string): Promise<void> {
  const [method, path] = request.split(' ') as [string, string];
  const person = stage.team(who)[who]!;
  const until = Date.now() + 15_000;
  while (Date.now() < until) {
    const reply = await person.ask(method, path, { body });
    if (reply.body?.code === code) return;
  }
}

async function priceInTime(stage: Stage, sale: Sale): Promise<void> {
  const { unitId } = sale.units.get('3-503')!;
  const effectiveFrom = new Date(Date.now() + 4_000).toISOString();
  const lines = [{ unitId, pricePerM2: '22000.00', orientation: '东南' }];
  const order = { reason: '二批次调价', attachment: '批件-11.pdf', effectiveFrom, lines };
  const request = `POST /v1/buildings/${sale.buildingId}/price-changes`;
  const { priceChangeId } = await stage.does('sun', '定时调价申请 a price from a moment on', request, { body: order });
  const at = `/v1/price-changes/${priceChangeId}`;
  await stage.does('li', '调价初审 review', `POST ${at}/review`, { body: { decision: 'approve' } });
  await stage.does('feng', '调价审批 approve', `POST ${at}/approval`, { body: { decision: 'approve' } });
  await stage.until('zhao', '到时自动生效 in force by itself', `/v1/units/${unitId}`, (unit) => {
    return unit.pricePerM2 === '22000.00' && unit.orientation === '东南';
  });
  await stage.does('zhao', '价格历史 the history of prices', `GET /v1/units/${unitId}/prices`, {
    holds: ({ items, inForce }) => items.length === 2 && inForce === 2 && items[1].reason === order.reason,
  });
}

async function permitSuspended(stage: Stage, sale: Sale): Promise<void> {
  const { items } = await stage.does('li', '预售许可证 permits', `GET /v1/projects/${sale.projectId}/permits`);
  const { permitId } = items[0];
  const { unitId, totalPrice } = sale.units.get('3-504')!;
  const filed = (filedPrice: string) => ({ body: { lines: [{ unitId, filedPrice }] } });
  const filing = `POST /v1/permits/${permitId}/filed-prices`;
  await stage.does('li', '备案价低于售价 filed below the price', filing, {
    ...{ ...filed('1.00'), status: 409, code: 'INV-4.above-filed' },
  });
  await stage.does('li', '备案价 the filed price', filing, filed(totalPrice));
  const lines = [{ unitId, pricePerM2: '99000.00' }];
  const order = { reason: '调价', attachment: '批件', lines };
  await stage.does('sun', '调价不得超备案价 no price above it', `POST /v1/buildings/${sale.buildingId}/price-changes`, {
    ...{ body: order, status: 409, code: 'INV-4.above-filed' },
  });
  const suspension = `POST /v1/permits/${permitId}/suspension`;
  await stage.does('li', '许可证暂停 the permit is suspended', suspension, { body: { reason: '主管部门暂停网签' } });
  const quote = `POST /v1/units/${unitId}/quotations`;
  const body = { planId: sale.plans.lumpSum };
  await untilRefused(stage, 'zhao', quote, body, 'INV-4.deal-permit-suspended');
  await stage.does('zhao', '暂停期间不得销售 nothing is sold', quote, {
    ...{ body, status: 409, code: 'INV-4.deal-permit-suspended' },
  });
  await stage.does('li', '许可证恢复 it is in force again', `POST /v1/permits/${permitId}/resumption`, {
    body: { reason: '暂停解除' },
  });
  await stage.does('zhao', '恢复销售 quoted again', quote, { body, eventually: true });
}

/** The last instalment waits for the node: due by its plan, and then by the day on which it was reached. */
async function nodeReached(stage: Stage, sale: Sale, planId: string): Promise<void> {
  const buyer = { projectId: sale.projectId, name: '宋雨', phone: '13700002211', source: '来访', needs: '四房' };
  const { customerId } = await stage.does('zhao', '客户首访 a first visit', 'POST /v1/customers', {
    body: { ...buyer, firstEvent: { kind: 'first-visit' } },
  });
  const subscribe = `POST /v1/units/${sale.units.get('3-505')!.unitId}/subscriptions`;
  const { subscriptionId } = await stage.does('zhao', '按组合方案定购 subscribe on the plan', subscribe, {
    ...{ body: { customerId, planId }, eventually: true },
  });
  const account = `/v1/deals/${subscriptionId}/account`;
  await stage.does('qian', '收定金 the deposit', `POST /v1/deals/${subscriptionId}/receipts`, {
    ...{ body: { payer: '宋雨', amount: '20000.00', method: 'card' }, eventually: true },
  });
  const clauses = {
    ...{ buyerLateRate: '0.0001', buyerGraceDays: 30, sellerLateRate: '0.0001', sellerGraceDays: 30 },
    ...{ handoverBy: '2028-06-30', handoverNoticeDays: 10, areaMethod: 'building' },
  };
  await stage.does('zhao', '签约 sign', `POST /v1/subscriptions/${subscriptionId}/contract`, {
    ...{ body: { clauses }, eventually: true, holds: ({ schedule }) => schedule[3].dueOn === '2027-07-07' },
  });
  const due = (day: string) => (body: any) =>
    body.receivables.some((one: { label: string; dueOn: string }) => one.label === '封顶款' && one.dueOn === day);
  await stage.until('qian', '封顶款按计划应付 due by the plan', account, due('2027-07-07'));
  const { items } = await stage.does('li', '工程节点 the nodes', `GET /v1/buildings/${sale.buildingId}/nodes`);
  await stage.does('li', '封顶 the node is reached', `POST /v1/nodes/${items[0].nodeId}/completion`, {
    body: { reachedOn: '2026-10-20', proof: '监理证明 2026-31' },
  });
  await stage.until('qian', '应付日随节点 due by the day it was reached', account, due('2026-10-27'));
}
