import type { Sale } from './home.ts';
import type { Stage } from './stage.ts';

/** Between subscription and contract: renamed, swapped, withdrawn, its deposit short, signed late (SUB-1 to SUB-7). */
export async function subscriptions(stage: Stage, sale: Sale): Promise<void> {
  const office = new Office(stage, sale);
  await renamed(stage, office);
  await swapped(stage, office);
  await withdrawn(stage, office);
  await signedLate(stage, office);
  await shortDeposits(stage, office);
}

interface Deal {
  subscriptionId: string;
  unitId: string;
}

const applied = { reason: '客户申请', attachment: '申请书.pdf' };

/** The steps that every branch begins with. */
class Office {
  private phone = 13_900_200_000;
  private readonly stage: Stage;
  readonly sale: Sale;

  constructor(stage: Stage, sale: Sale) {
    [this.stage, this.sale] = [stage, sale];
  }

  unitId(code: string): string {
    return this.sale.units.get(code)!.unitId;
  }

  async customer(name: string): Promise<string> {
    const who = { projectId: this.sale.projectId, name, phone: String(++this.phone), source: '来访', needs: '三房' };
    const body = { ...who, firstEvent: { kind: 'first-visit' } };
    const first = { body, eventually: true };
    return (await this.stage.does('zhao', `客户${name} a customer`, 'POST /v1/customers', first)).customerId;
  }

  /** Subscribed, and so much of the deposit paid in these receipts. */
  async subscribed(code: string, receipts: string[], differently: object = {}): Promise<Deal> {
    const unitId = this.unitId(code);
    const body = { customerId: await this.customer('林晓'), planId: this.sale.plans.lumpSum, ...differently };
    const path = `POST /v1/units/${unitId}/subscriptions`;
    const { subscriptionId } = await this.stage.does('zhao', `定购 ${code} subscribe`, path, {
      body,
      eventually: true,
    });
    for (const amount of receipts) {
      const money = { payer: '林晓', amount, method: 'transfer' };
      const paid = `POST /v1/deals/${subscriptionId}/receipts`;
      await this.stage.does('qian', `收定金 ${amount} received`, paid, { body: money, eventually: true });
    }
    return { subscriptionId, unitId };
  }

  async reads(what: string, { subscriptionId }: Deal, holds: (body: any) => boolean): Promise<void> {
    await this.stage.until('zhao', what, `/v1/subscriptions/${subscriptionId}`, holds);
  }

  effective(deal: Deal): Promise<void> {
    return this.reads('定购生效 it takes effect', deal, ({ state }) => state === 'effective');
  }

  /** The refund that finance asked for by itself. */
  async refundOf(deal: Deal): Promise<string> {
    const path = `/v1/projects/${this.sale.projectId}/refunds?state=requested`;
    const mine = (row: { dealId: string }) => row.dealId === deal.subscriptionId;
    const { items } = await this.stage.until('wang', '财务自动提出退款 the refund asks itself', path, (page) => {
      return page.items.some(mine);
    });
    return items.find(mine).refundId;
  }
}

/** Complete when the cashier has exchanged the receipts (SUB-5, FIN-5). */
async function renamed(stage: Stage, office: Office): Promise<void> {
  const deal = await office.subscribed('3-501', ['5000.00', '15000.00']);
  await office.effective(deal);
  const customerId = await office.customer('林太');
  const rename = `POST /v1/subscriptions/${deal.subscriptionId}/rename`;
  const body = { customerId, ...applied };
  await stage.does('zhao', '置业顾问不得更名 not by a consultant', rename, { body, status: 403 });
  const { changeId } = await stage.does('sun', '更名 rename', rename, { body });
  await stage.does('sun', '已有更改在办 one change at a time', rename, { body, status: 409, code: 'SUB-5.under-way' });
  const exchange = `POST /v1/exchanges/${changeId}`;
  const nameless = { status: 400, code: 'FIN-5.payer-missing' };
  const list = `/v1/projects/${office.sale.projectId}/exchanges?state=awaiting`;
  await stage.until('qian', '待换发票据 receipts to be exchanged', list, ({ items }) => {
    return items.some((row: { changeId: string }) => row.changeId === changeId);
  });
  await stage.does('qian', '须有新付款人 the new payer is named', exchange, nameless);
  await stage.does('qian', '换发收据 receipts exchanged', exchange, {
    ...{ body: { payer: '林太' }, holds: ({ receipts }) => receipts.length === 2 },
  });
  await office.reads('更名完成 renamed', deal, (read) => read.customerId === customerId && !read.changeId);
}

/** Both units are held until the receipts are exchanged; taken back, the old one is revived (SUB-5). */
async function swapped(stage: Stage, office: Office): Promise<void> {
  const deal = await office.subscribed('3-502', ['20000.00']);
  await office.effective(deal);
  const swap = (from: Deal) => `POST /v1/subscriptions/${from.subscriptionId}/swap`;
  const held = { unitId: office.unitId('3-501'), ...applied };
  await stage.does('sun', '不得换已售房 not to a unit that is held', swap(deal), {
    ...{ body: held, status: 409, code: 'HOLD-1.unit-held' },
  });
  const body = { unitId: office.unitId('3-503'), deposit: '20000.00', ...applied };
  const { changeId, toSubscriptionId } = await stage.does('sun', '换房至 3-503 swap', swap(deal), { body });
  const to = { subscriptionId: toSubscriptionId, unitId: body.unitId };
  await stage.does('qian', '换发收据 receipts exchanged', `POST /v1/exchanges/${changeId}`, { eventually: true });
  await office.reads('新房定购生效 the new one takes effect', to, ({ state }) => state === 'effective');
  await office.reads('原定购终止 the old one is over', deal, ({ cancelledFor }) => cancelledFor === 'SUB-5.swapped');
  const again = { body: { unitId: office.unitId('3-504'), ...applied } };
  const second = await stage.does('sun', '再换房至 3-504 swap again', swap(to), again);
  const back = `POST /v1/subscription-changes/${second.changeId}/withdrawal`;
  await stage.does('sun', '客户改变主意 taken back', back, { body: { reason: '客户改变主意' } });
  await office.reads(
    '原定购恢复 the old one is revived',
    to,
    ({ state, changeId: open }) => state === 'effective' && !open,
  );
  const other = { subscriptionId: second.toSubscriptionId, unitId: again.body.unitId };
  await office.reads('3-504 释放 is free again', other, ({ cancelledFor }) => cancelledFor === 'SUB-5.swap-undone');
}

/** The CFO refuses once; then the money is given back, and only then the unit is free (SUB-6). */
async function withdrawn(stage: Stage, office: Office): Promise<void> {
  const deal = await office.subscribed('3-505', ['20000.00']);
  await office.effective(deal);
  const withdraw = `POST /v1/subscriptions/${deal.subscriptionId}/withdrawal`;
  const more = { body: { retain: '0.01', ...applied }, status: 409, code: 'SUB-6.more-than-agreed' };
  await stage.does('sun', '协议未约定扣款 the agreement retains nothing', withdraw, more);
  await stage.does('sun', '退房 withdrawal', withdraw, { body: applied });
  const refused = `POST /v1/refunds/${await office.refundOf(deal)}/approval`;
  const no = { body: { decision: 'refuse', reason: '资料不全' } };
  await stage.does('wang', '财务总监不批 the CFO refuses', refused, no);
  await office.reads('定购恢复 it stands as before', deal, ({ state, changeId }) => state === 'effective' && !changeId);
  await stage.does('sun', '再次退房 withdrawal again', withdraw, { body: applied, eventually: true });
  const refund = `POST /v1/refunds/${await office.refundOf(deal)}`;
  await stage.does('wu', '未批不得付款 not paid before', `${refund}/payment`, {
    status: 409,
    code: 'FIN-6.not-approved',
  });
  await stage.does('wang', '财务总监批准 the CFO approves', `${refund}/approval`, { body: { decision: 'approve' } });
  await stage.does('wu', '销售会计付款 the accountant pays', `${refund}/payment`);
  await office.reads('退房完成 complete', deal, ({ cancelledFor }) => cancelledFor === 'SUB-6.withdrawn');
  await office.subscribed('3-505', []);
}

/** Longer than a month after the deadline needs the general manager (SUB-7). */
async function signedLate(stage: Stage, office: Office): Promise<void> {
  const deal = await office.subscribed('3-506', ['20000.00']);
  await office.effective(deal);
  const ask = `POST /v1/subscriptions/${deal.subscriptionId}/signing-delays`;
  const past = { body: { until: '2020-01-01', reason: '贷款资料需补齐' }, status: 400, code: 'SUB-7.date' };
  await stage.does('zhao', '日期须在期限之后 a later day', ask, past);
  const body = { until: inMonths(2), reason: '贷款资料需补齐' };
  const { delayId, signBy } = await stage.does('zhao', '申请延迟签约 asks for a delay', ask, { body });
  const decision = { body: { decision: 'approve' } };
  const deciding = `POST /v1/signing-delays/${delayId}/approval`;
  await stage.does('li', '经理无权批准 not by the manager', deciding, { ...decision, status: 403 });
  await stage.does('feng', '总经理批准 the general manager agrees', deciding, decision);
  await office.reads('签约期限已延 the deadline is later', deal, (read) => read.signBy === signBy);
}

/** The day in China so many months from now. */
function inMonths(months: number): string {
  const inShanghai = Date.now() + 8 * 3_600_000;
  return new Date(inShanghai + months * 30 * 86_400_000).toISOString().slice(0, 10);
}

/** Deposits fall due within seconds here: one is kept, one is referred to finance and forfeited (SUB-4). */
async function shortDeposits(stage: Stage, office: Office): Promise<void> {
  const deals = [await office.subscribed('3-507', ['5000.00']), await office.subscribed('3-508', ['8000.00'])];
  const [kept, referred] = deals as [Deal, Deal];
  for (const deal of deals) {
    await office.reads('未交足定金 its deposit is short', deal, ({ overdue }) => overdue.includes('SUB-3.deposit'));
  }
  const keep = `POST /v1/subscriptions/${kept.subscriptionId}/keeps`;
  await stage.does('zhao', '须写明原因 a written reason', keep, { body: { until: inMonths(0) }, status: 400 });
  const reasoned = { body: { until: inMonths(0), reason: '客户出差，三日内补足' } };
  await stage.does('zhao', '保留定购 kept', keep, reasoned);
  const refer = `POST /v1/subscriptions/${referred.subscriptionId}/referral`;
  await stage.does('zhao', '报送财务 referred to finance', refer, { body: { reason: '客户不再补足' } });
  const decide = `POST /v1/deals/${referred.subscriptionId}/deposit-decision`;
  const forfeit = { body: { decision: 'forfeit', reason: '逾期未补足' }, eventually: true };
  await stage.does('wang', '财务总监没收定金 forfeited', decide, {
    ...{ ...forfeit, holds: ({ forfeited, derivation }) => forfeited === '8000.00' && derivation.rule === 'SUB-2' },
  });
  await office.reads('定购取消 cancelled', referred, ({ cancelledFor }) => cancelledFor === 'SUB-4.forfeited');
  await stage.does('wang', '不得再次决定 not twice', decide, {
    ...{ body: forfeit.body, status: 409, code: 'SUB-4.not-referred' },
  });
}
