import type { Sale } from './home.ts';
import { isPdf, type Stage } from './stage.ts';

/** Contracts whole: a discount approval, amendments, the registry and back, papers, a withdrawal (CON-1 … CON-7). */
export async function contracts(stage: Stage, sale: Sale): Promise<void> {
  const deal = await subscribedBelowStandard(stage, sale);
  const at = await signedAndSealed(stage, deal.subscriptionId);
  await amended(stage, sale, at);
  await filedAndBack(stage, at, deal.spouseId);
  await withdrawn(stage, at, deal.subscriptionId);
}

const clauses = {
  ...{ buyerLateRate: '0.0003', buyerGraceDays: 30, sellerLateRate: '0.0003', sellerGraceDays: 30 },
  ...{ handoverBy: '2028-06-30', handoverNoticeDays: 15, areaMethod: 'building' },
  ...{ buyerLateTierDays: 60, buyerLateRateBeyond: '0.0005', sellerLateTierDays: 60, sellerLateRateBeyond: '0.0005' },
  ...{ filingWithinDays: 30, titleWithinDays: 90 },
};
const approve = { body: { decision: 'approve' } };

/** A discount beyond the standard: asked for, approved by the general manager, used once (CON-2). */
async function subscribedBelowStandard(stage: Stage, sale: Sale) {
  const { projectId, units, plans } = sale;
  const { unitId } = [...units.values()][0]!;
  const customer = async (name: string, phone: string) => {
    const idNumber = `44010619900101${phone.slice(-4)}`;
    const who = { projectId, name, phone, idNumber, source: '老带新', needs: '三房' };
    const body = { ...who, firstEvent: { kind: 'first-visit' } };
    const made = await stage.does('zhao', `客户录入 enter ${name}`, 'POST /v1/customers', { body, eventually: true });
    return made.customerId as string;
  };
  const [customerId, spouseId] = [await customer('何安', '13900002001'), await customer('何宁', '13900002002')];
  const wanted = { customerId, rate: '0.99', reason: '老业主再购', attachment: 'YHPS-2026-01' };
  const asking = `POST /v1/units/${unitId}/discount-approvals`;
  const { approvalId } = await stage.does('zhao', '优惠申请 ask for a discount', asking, {
    ...{ body: wanted, eventually: true },
  });
  const decision = `POST /v1/discount-approvals/${approvalId}/decision`;
  await stage.does('li', '经理无权批准 the manager may not approve it', decision, { ...approve, status: 403 });
  const subscribe = `POST /v1/units/${unitId}/subscriptions`;
  const body = { customerId, planId: plans.mortgage, discountApprovalId: approvalId };
  await stage.does('zhao', '未批不得使用 not used before it is approved', subscribe, {
    ...{ body, status: 409, code: 'CON-2.not-approved' },
  });
  await stage.does('feng', '总经理批准 the general manager approves', decision, approve);
  const { subscriptionId } = await stage.does('zhao', '凭批示单定购 subscribe by the approval', subscribe, {
    ...{ body, holds: ({ derivation }) => derivation.rule === 'CON-2' },
  });
  await refusedDiscount(stage, sale, approvalId, spouseId);
  const deposit = { payer: '何安', amount: '20000.00', method: 'card' };
  const pay = `POST /v1/deals/${subscriptionId}/receipts`;
  await stage.does('qian', '收定金 the deposit', pay, { body: deposit, eventually: true });
  await stage.does('zhao', '打印定购协议 print the agreement', `GET /v1/subscriptions/${subscriptionId}/pdf`, {
    holds: isPdf,
  });
  return { subscriptionId, spouseId };
}

/** Neither another unit's approval nor one that was refused is good for a subscription (CON-2). */
async function refusedDiscount(stage: Stage, { units, plans }: Sale, used: string, customerId: string): Promise<void> {
  const { unitId } = [...units.values()][1]!;
  const subscribe = `POST /v1/units/${unitId}/subscriptions`;
  const by = (discountApprovalId: string) => ({ customerId, planId: plans.mortgage, discountApprovalId });
  await stage.does('zhao', '他房的批示单不得使用 not for another unit', subscribe, {
    ...{ body: by(used), status: 409, code: 'CON-2.other-unit' },
  });
  const wanted = { customerId, rate: '0.90', reason: '亲友', attachment: 'YHPS-2026-02' };
  const asking = `POST /v1/units/${unitId}/discount-approvals`;
  const { approvalId } = await stage.does('zhao', '再申请 another is asked for', asking, { body: wanted });
  const decision = `POST /v1/discount-approvals/${approvalId}/decision`;
  const silent = { body: { decision: 'refuse' }, status: 400, code: 'CON-2.reason-missing' };
  await stage.does('feng', '不批须写明原因 a refusal needs a reason', decision, silent);
  await stage.does('feng', '总经理不批 refused', decision, { body: { decision: 'refuse', reason: '超出权限' } });
  await stage.does('zhao', '不批者不得使用 and not used', subscribe, {
    ...{ body: by(approvalId), status: 409, code: 'CON-2.not-approved' },
  });
}

/** Complete clauses, four reviews, and the seal on the paper that says what they signed off (CON-1, CON-3). */
async function signedAndSealed(stage: Stage, subscriptionId: string): Promise<string> {
  const { contractId } = await stage.does('zhao', '签约 sign', `POST /v1/subscriptions/${subscriptionId}/contract`, {
    ...{ body: { clauses }, eventually: true, holds: ({ findings }) => findings.length === 0 },
  });
  const at = `/v1/contracts/${contractId}`;
  await reviewed(stage, at);
  await stage.does('chu', '纸质合同不符 another paper is not sealed', `POST ${at}/seal`, {
    ...{ body: { paper: '0123456789abcdef' }, status: 409, code: 'CON-3.paper-differs' },
  });
  await stage.does('chu', '打印合同 print the contract', `GET ${at}/pdf`, { holds: isPdf });
  await stage.does('chu', '核对盖章 seal', `POST ${at}/seal`);
  return at;
}

async function reviewed(stage: Stage, at: string): Promise<void> {
  const four = { sun: 'supervisor', li: 'manager', zheng: 'accounting', wang: 'cfo' };
  for (const [who, which] of Object.entries(four)) {
    await stage.does(who, `审核 review by the ${which}`, `POST ${at}/reviews/${which}`, approve);
  }
}

/** From mortgage to lump sum, beside the contract that stands (CON-4). */
async function amended(stage: Stage, { plans }: Sale, at: string): Promise<void> {
  const changes = { planId: plans.lumpSum };
  const body = { changes, reason: '改为一次性付款', attachment: 'BG-01' };
  const drafting = `POST ${at}/amendments`;
  const { amendmentId } = await stage.does('zhao', '起草变更 draft an amendment', drafting, { body });
  await stage.does('zhao', '同时只能一项 one at a time', drafting, { body, status: 409, code: 'CON-4.amendment-open' });
  await stage.does('jiang', '变更中不得监证 no filing meanwhile', `POST ${at}/filing`, {
    ...{ status: 409, code: 'CON-4.amendment-open' },
  });
  await reviewed(stage, `/v1/amendments/${amendmentId}`);
  await stage.does('zhao', '各版本可查 both versions', `GET ${at}/versions`, {
    holds: ({ items }) => items.length === 2 && items[1].loan === '0.00',
  });
  await stage.does('zhao', '打印变更协议 print the amendment', `GET ${at}/versions/2/pdf`, { holds: isPdf });
  await stage.does('chu', '新版盖章 seal the new version', `POST ${at}/seal`);
}

/** Filed; another buyer needs the filing cancelled first (CON-4, CON-6). */
async function filedAndBack(stage: Stage, at: string, customerId: string): Promise<void> {
  await stage.does('jiang', '送监证 file', `POST ${at}/filing`);
  await stage.until('jiang', '已监证 registered', at, ({ state }) => state === 'filed');
  const body = { changes: { customerId }, reason: '变更买受人' };
  await stage.does('zhao', '已监证不得更名 no other buyer while on file', `POST ${at}/amendments`, {
    ...{ body, status: 409, code: 'CON-4.filing-stands' },
  });
  const cancelling = `POST ${at}/filing/cancellation`;
  await stage.does('jiang', '申请注销监证 cancel the filing', cancelling, { body: { reason: '变更买受人' } });
  await stage.until('jiang', '监证已注销 cancelled', at, ({ state }) => state === 'sealed');
  const { amendmentId } = await stage.does('zhao', '变更买受人 another buyer', `POST ${at}/amendments`, { body });
  await reviewed(stage, `/v1/amendments/${amendmentId}`);
}

/** Asked for, approved, executed, and ended when finance has paid back (CON-5). */
async function withdrawn(stage: Stage, at: string, subscriptionId: string): Promise<void> {
  const body = { retain: '5000.00', reason: '工作调动，双方协商' };
  const { withdrawalId } = await stage.does('zhao', '退房申请 ask to withdraw', `POST ${at}/withdrawals`, { body });
  const withdrawal = `/v1/contract-withdrawals/${withdrawalId}`;
  await stage.does('sun', '未批不得执行 not before it is approved', `POST ${withdrawal}/execution`, {
    ...{ status: 409, code: 'CON-5.not-approved' },
  });
  await stage.does('chen', '副总批准 a deputy approves', `POST ${withdrawal}/decision`, approve);
  await stage.does('sun', '主任执行 the supervisor executes', `POST ${withdrawal}/execution`);
  const account = `/v1/deals/${subscriptionId}/account`;
  const asked = (sheet: { refunds: { refundId: string }[] }) => sheet.refunds.length === 1;
  const { refunds } = await stage.until('wang', '财务收到退款 finance has it', account, asked);
  const refund = `/v1/refunds/${refunds[0].refundId}`;
  await stage.does('wang', '财务总监批准退款 the CFO approves', `POST ${refund}/approval`, approve);
  await stage.does('wu', '支付退款 the accountant pays', `POST ${refund}/payment`);
  await stage.until('zhao', '已退房 withdrawn', at, ({ state }) => state === 'withdrawn');
}
