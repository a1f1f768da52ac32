import { discount, invoicing, lumpSum, mortgage } from '../../deploy/seed/project.ts';
import { workbook } from '../../deploy/seed/workbook.ts';
import { afterSigning } from './after-signing.ts';
import { contracted } from './contract.ts';
import type { Stage } from './stage.ts';

/** Lin buys 3-1201: from price list to title. Seconds where the regulation has days (deadlines are settings). */
export async function sellOneHome(stage: Stage): Promise<void> {
  const sale = await onSale(stage);
  const deal = await subscribed(stage, sale);
  await nobodyPays(stage, sale);
  await repriced(stage, sale, deal);
  const contract = await contracted(stage, deal);
  await afterSigning(stage, { ...sale, ...deal, ...contract });
}

const policy = {
  deposit: '20000.00',
  finance: { commission: { rate: '0.003' }, invoice: invoicing },
  deadlines: {
    'SUB-3.deposit': 'PT12S',
    'SUB-7.signing': 'P7D',
    'HAN-2.notice': 'P0D',
    'CON-6.query': 'PT1S',
    'FIN-10.round': 'PT1S',
    'MOR-4.query': 'PT1S',
    'MOR-4.register-query': 'PT1S',
    'TIT-4.query': 'PT1S',
    'FIN-11.query': 'PT1S',
  },
};

export interface Sale {
  projectId: string;
  buildingId: string;
  units: Map<string, { unitId: string; totalPrice: string }>;
  plans: { lumpSum: string; mortgage: string };
  discountId: string;
}

export async function onSale(stage: Stage): Promise<Sale> {
  const { projectId } = await stage.does('li', '新建楼盘 open the project', 'POST /v1/projects', {
    body: { code: 'ST', name: '故事苑', policy },
  });
  const at = `/v1/projects/${projectId}`;
  const plans = {
    lumpSum: (await stage.does('sun', '付款方案 lump sum', `POST ${at}/payment-plans`, { body: lumpSum })).planId,
    mortgage: (await stage.does('sun', '付款方案 mortgage', `POST ${at}/payment-plans`, { body: mortgage })).planId,
  };
  const { discountId } = await stage.does('sun', '标准折扣 standard discount', `POST ${at}/discounts`, {
    body: discount,
  });
  const file = await workbook({ building: '3', floors: 31, perFloor: 10, badRows: true });
  const { buildingId } = await stage.does(
    ...(['sun', '导入房源，五行有误 import 310 units, five bad rows', `POST ${at}/buildings?code=3&name=3`] as const),
    { file, holds: (body) => body.imported >= 300 && body.rejected.length === 5 },
  );
  const building = `/v1/buildings/${buildingId}`;
  await stage.does('zhao', '置业顾问不得审核 a consultant may not verify', `POST ${building}/verification`, {
    ...{ body: { decision: 'verify' }, status: 403 },
    holds: (body) => body.facts.operation === 'unit.verify' && body.facts.holders.includes('cfo'),
  });
  await stage.does('sun', '提交初始资料 submit', `POST ${building}/submission`);
  await stage.does('li', '未锁定不得开盘 not on sale before the lock', `POST ${building}/sale`, { status: 409 });
  await stage.does('zheng', '财务核对价目表 verify', `POST ${building}/verification`, { body: { decision: 'verify' } });
  await stage.does('qin', '屏蔽初始资料 lock', `POST ${building}/lock`);
  await stage.does('li', '无预售许可不得开盘 no sale without a permit', `POST ${building}/sale`, { status: 409 });
  const permit = { number: '预字第2026-118号', issuedOn: '2026-10-01', buildingIds: [buildingId] };
  await stage.does('li', '预售许可证 record the permit', `POST ${at}/permits`, { body: permit });
  await stage.does('li', '开盘 put on sale', `POST ${building}/sale`);
  const board = await stage.until('zhao', '销控表 the board', `${building}/board`, ({ units }) => units.length >= 300);
  const units = new Map<string, { unitId: string; totalPrice: string }>(
    board.units.map((unit: any) => [unit.code, unit]),
  );
  return { projectId, buildingId, units, plans, discountId };
}

export interface Deal {
  unitId: string;
  customerId: string;
  subscriptionId: string;
  dealPrice: string;
}

export async function subscribed(stage: Stage, sale: Sale): Promise<Deal> {
  const { unitId } = sale.units.get('3-1201')!;
  const lin = {
    ...{ projectId: sale.projectId, name: '林晓', phone: '13800001234', idNumber: '440106199001011234' },
    ...{ source: '自然来访', needs: '三房，近学校', firstEvent: { kind: 'first-visit', note: '看样板房' } },
  };
  const { phone: _, ...nobody } = lin;
  await stage.does('zhao', '缺电话 without a phone', 'POST /v1/customers', {
    ...{ body: nobody, status: 400, holds: (body) => body.fields[0].field === 'phone' },
  });
  const { customerId } = await stage.does('zhao', '客户首访 Lin’s first visit', 'POST /v1/customers', {
    ...{ body: lin, eventually: true },
  });
  await stage.does('zhou', '撞单 the same customer again', 'POST /v1/customers', {
    ...{ body: lin, status: 409, code: 'CRM-1.collision' },
  });
  const terms = { customerId, planId: sale.plans.mortgage, discountIds: [sale.discountId] };
  const subscribe = `POST /v1/units/${unitId}/subscriptions`;
  await stage.does('zhao', '未知房间 a unit that is not there', `POST /v1/units/${customerId}/subscriptions`, {
    ...{ body: terms, status: 404 },
  });
  const { subscriptionId, dealPrice } = await stage.does('zhao', '定购 3-1201 subscribe', subscribe, {
    ...{ body: terms, key: 'lin-3-1201', eventually: true, holds: ({ derivation }) => derivation.steps.length === 1 },
  });
  await stage.does('zhao', '重复提交，同一答复 the same command again', subscribe, {
    ...{ body: terms, key: 'lin-3-1201', holds: (body) => body.subscriptionId === subscriptionId },
  });
  await stage.does('zhou', '他人再定购 3-1201 a second consultant', subscribe, {
    ...{ body: terms, status: 409, code: 'HOLD-1.unit-held', holds: ({ facts }) => facts.by === '赵' },
  });
  await paidDeposit(stage, subscriptionId);
  return { unitId, customerId, subscriptionId, dealPrice };
}

/** The cashier takes the deposit, and the subscription takes effect (SUB-2). */
async function paidDeposit(stage: Stage, subscriptionId: string): Promise<void> {
  const account = `/v1/deals/${subscriptionId}`;
  await stage.until(
    'qian',
    '应收定金 the deposit is due',
    `${account}/account`,
    (body) => body.outstanding === '20000.00',
  );
  const receipt = { payer: '林晓', amount: '20000.00', method: 'card' };
  await stage.does('zhao', '置业顾问不得收款 a consultant may not take money', `POST ${account}/receipts`, {
    ...{ body: receipt, status: 403, holds: (body) => body.facts.holders.includes('cashier') },
  });
  await stage.does('qian', '收定金 deposit received', `POST ${account}/receipts`, {
    ...{
      body: receipt,
      key: `deposit-${subscriptionId}`,
      holds: (body) => body.allocations.length === 1 && body.trace.length === 8,
    },
  });
  await stage.until('zhao', '定购生效 the subscription takes effect', `/v1/subscriptions/${subscriptionId}`, (body) => {
    return body.state === 'effective';
  });
}

/** Beside it: nobody pays for 3-0501, so it is cancelled by time and available again (SUB-3). */
async function nobodyPays(stage: Stage, sale: Sale): Promise<void> {
  const { unitId } = sale.units.get('3-501') ?? sale.units.get('3-0501')!;
  const guest = { projectId: sale.projectId, name: '何方', phone: '13900005678', source: '来电', needs: '两房' };
  const { customerId } = await stage.does('zhou', '客户首电 another first call', 'POST /v1/customers', {
    body: { ...guest, firstEvent: { kind: 'first-call' } },
  });
  const body = { customerId, planId: sale.plans.lumpSum };
  const subscribe = `POST /v1/units/${unitId}/subscriptions`;
  const { subscriptionId } = await stage.does('zhou', '定购而不付定金 subscribe and not pay', subscribe, {
    body,
    eventually: true,
  });
  await stage.until('zhou', '到期自动取消 cancelled by time', `/v1/subscriptions/${subscriptionId}`, (read) => {
    return read.state === 'cancelled' && read.cancelledFor === 'SUB-3.deposit-unpaid';
  });
  await stage.until(
    'zhou',
    '房间恢复可售 available again',
    `/v1/units/${unitId}`,
    ({ state }) => state === 'available',
  );
}

/** Beside it: a price change order for a held unit and a free one; the held one keeps its price (INV-3). */
async function repriced(stage: Stage, sale: Sale, deal: Deal): Promise<void> {
  const free = sale.units.get('3-1202')!;
  const line = (unitId: string) => ({ unitId, pricePerM2: '15000.00', floorPrice: '1000000.00' });
  const order = { reason: '二批次调价', attachment: '批件-07.pdf', lines: [line(deal.unitId), line(free.unitId)] };
  const request = `POST /v1/buildings/${sale.buildingId}/price-changes`;
  const { priceChangeId } = await stage.does('sun', '调价申请 price change order', request, { body: order });
  const at = `/v1/price-changes/${priceChangeId}`;
  await stage.does('qin', '未批不得执行 not before it is approved', `POST ${at}/execution`, { status: 409 });
  await stage.does('li', '调价初审 review', `POST ${at}/review`, { body: { decision: 'approve' } });
  await stage.does('feng', '调价审批 approve', `POST ${at}/approval`, { body: { decision: 'approve' } });
  await stage.does('qin', '调价执行 execute', `POST ${at}/execution`);
  const unchanged = sale.units.get('3-1201')!.totalPrice;
  await stage.until('zhao', '空房执行新价 the free unit has the new price', `/v1/units/${free.unitId}`, (unit) => {
    return unit.pricePerM2 === '15000.00';
  });
  await stage.until('zhao', '已售房价不变 the held unit keeps its price', `/v1/units/${deal.unitId}`, (unit) => {
    return unit.totalPrice === unchanged;
  });
}
