import type { Sale } from './home.ts';
import { MoneyDesk, type MoneyContract } from './money-desk.ts';
import type { Stage } from './stage.ts';

/** Money that comes late: the fee by slices and tiers, why it is what it is, and waived (FIN-7); other fees (FIN-1). */
export async function lateFees(stage: Stage, sale: Sale): Promise<void> {
  const desk = new MoneyDesk(stage, sale, 3);
  const planId = await plan(stage, sale);
  await lowerTier(stage, desk, planId);
  const deal = await desk.signed('3-502', { planId, clauses: lateClauses });
  await late(stage, desk, deal);
  await waived(stage, desk, deal);
  await paid(stage, desk, deal);
}

/** One in ten thousand a day; beyond 30 days two, for the whole period. */
export const lateClauses = { buyerLateRate: '0.0001', buyerLateTierDays: 30, buyerLateRateBeyond: '0.0002' };

const daysFromNow = (days: number) =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** An instalment that was due 45 days ago, the rest in 30 days. */
export function instalments(): object {
  const lines = [
    { label: '首期', amount: '100000.00', kind: 'price', dueOn: daysFromNow(-45) },
    { label: '尾款', kind: 'price', dueDaysAfterSigning: 30 },
  ];
  return { code: 'LATE', name: '分期付款', kind: 'instalments', lines };
}

async function plan(stage: Stage, { projectId }: Sale): Promise<string> {
  const body = instalments();
  const path = `POST /v1/projects/${projectId}/payment-plans`;
  return (await stage.does('sun', '分期付款方案 instalments', path, { body })).planId;
}

/** The model contract has no second tier below the first (CON-1). */
async function lowerTier(stage: Stage, desk: MoneyDesk, planId: string): Promise<void> {
  const deal = await desk.subscribed('3-501', { planId });
  await desk.pays(deal, '20000.00');
  const at = `/v1/subscriptions/${deal.subscriptionId}`;
  await stage.until('zhao', '定购生效 it takes effect', at, ({ state }) => state === 'effective');
  const others = { buyerGraceDays: 30, sellerLateRate: '0.0003', sellerGraceDays: 30, handoverBy: '2028-06-30' };
  const lower = {
    ...lateClauses,
    ...others,
    buyerLateRateBeyond: '0.00005',
    handoverNoticeDays: 15,
    areaMethod: 'building',
  };
  await stage.does('zhao', '第二档低于第一档 a second tier below the first', `POST ${at}/contract`, {
    ...{ body: { clauses: lower }, status: 400, code: 'CON-1.late-tier-lower' },
  });
}

/** The deposit is the first slice; what is unpaid runs on, and is explained day by day. */
async function late(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<void> {
  await desk.account(deal, '定金抵首期，违约金180元 the deposit came 45 days late', ({ receivables, accrued }) => {
    const fee = receivables.find(({ kind }: { kind: string }) => kind === 'late-fee');
    return fee?.amount === '180.00' && accrued === '720.00' && fee.derivation.steps[0].inputs.tier === '2';
  });
  const fees = `GET ${deal.at}/late-fees`;
  await stage.does('wu', '违约金明细 slice by slice', fees, {
    holds: ({ items, outstanding }) => outstanding === '900.00' && items[0].slices.length === 2,
  });
  await stage.does('wu', '若十日后付清 if the rest is paid in ten days', `${fees}?on=${daysFromNow(10)}`, {
    holds: ({ items, outstanding }) => outstanding === '1060.00' && items[0].slices[1].days === 55,
  });
  await stage.does('wu', '不是日期 no day', `${fees}?on=tomorrow`, { status: 400 });
}

/** Asked for by one, decided by another; at most what there is (ALL-4). */
async function waived(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<void> {
  const { receivables } = await desk.account(deal, '应收 what is owed', ({ receivables: all }) => all.length > 2);
  const { receivableId } = receivables.find(({ label }: { label: string }) => label === '首期');
  const ask = `POST ${deal.at}/late-fee-waivers`;
  const body = { receivableId, amount: '500.00', reason: '银行放款延误' };
  await stage.does('zhao', '顾问不得申请减免 not by a consultant', ask, { body, status: 403 });
  const more = { ...body, amount: '900.01' };
  await stage.does('sun', '超过违约金 more than there is', ask, {
    body: more,
    status: 409,
    code: 'FIN-7.waiver-too-much',
  });
  const { waiverId } = await stage.does('sun', '申请减免500元 a waiver of 500', ask, { body });
  await stage.does('wu', '已有申请 one at a time', ask, { body, status: 409, code: 'FIN-7.waiver-asked' });
  const decide = `POST /v1/late-fee-waivers/${waiverId}/approval`;
  await stage.does('sun', '主任不得审批 not by the supervisor', decide, { body: { decision: 'approve' }, status: 403 });
  const nameless = { body: { decision: 'refuse' }, status: 400, code: 'FIN-7.waiver-reason' };
  await stage.does('wang', '拒绝须写明原因 a refusal has a reason', decide, nameless);
  await stage.does('wang', '财务总监批准减免 the CFO agrees', decide, {
    ...{ body: { decision: 'approve' }, holds: ({ granted }) => granted === '500.00' },
  });
  const again = { body: { decision: 'approve' }, status: 409, code: 'FIN-7.waiver-decided' };
  await stage.does('feng', '不得再次审批 not twice', decide, again);
  const list = `GET /v1/projects/${desk.sale.projectId}/lists/late-fee-waivers-decided`;
  await stage.does('wang', '清单：违约金减免记录 the list', list, {
    holds: ({ items }) => items.length === 1 && items[0].granted === '500.00' && items[0].unit === '3-502',
  });
}

/** What is due, then the late fee as it is with it, then what is due later; cleared when all is settled (HAN-1). */
async function paid(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<void> {
  const { allocations } = await desk.pays(deal, '80500.00');
  const put = allocations.map(({ label, amount }: Record<string, string>) => `${label} ${amount}`).join();
  if (put !== '首期 80000.00,违约金（首期） 400.00,尾款 100.00') throw new Error(`put elsewhere: ${put}`);
  const { outstanding } = await desk.account(deal, '违约金结清 the fee is settled', ({ accrued, receivables }) => {
    const fee = receivables.find(({ kind }: { kind: string }) => kind === 'late-fee');
    return accrued === '0.00' && fee.state === 'paid' && fee.amount === '400.00';
  });
  await desk.pays(deal, outstanding);
  await desk.account(deal, '可正常接楼 cleared', ({ cleared }) => cleared);
}
