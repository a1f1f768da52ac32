import { ContractSigned, SubscriptionCancelled } from '#contracts/sales.js';
import {
  ChannelCommissionEarned,
  ChannelCommissionReversed,
  ChannelCommissions,
  ChannelPartners,
  DefineChannelPartner,
  ReportChannelCustomer,
  SetChannelRule,
} from '#contracts/sales-channels.js';
import { CustomerEntered } from '#contracts/sales-customers.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from '../commands/in-test.js';

let sales: SalesInTest;
let partnerId: string;
let phones = 13_600_000_000;

const define = (rule: object) =>
  sales.service.ask(DefineChannelPartner, { projectId: project, name: '安居', ...rule }, [cast.li, 'customer.assign']);
const report = (phone: string, by: string) => {
  const asked = { partnerId: by, customerName: '何方', phone };
  return sales.service.ask(ReportChannelCustomer, asked, [cast.zhao, 'customer.write']);
};
const commissions = async (asked: object = {}, by: Person = cast.li) =>
  (await sales.service.ask(ChannelCommissions, { projectId: project, ...asked }, [by, 'report.sales'])).items;
const entered = async (phone: string, kind = 'first-visit') => {
  const customerId = await sales.customer(cast.zhao, { phone, firstEvent: { kind } });
  await sales.echo(CustomerEntered, customerId);
  return customerId;
};

/** Reported, and come at the first visit. */
async function brought(by = partnerId): Promise<{ reportId: string; customerId: string }> {
  const phone = String(++phones);
  const { reportId } = await report(phone, by);
  return { reportId, customerId: await entered(phone) };
}

async function signed(unitCode: string, customerId: string): Promise<string> {
  const deal = await sales.subscribed(unitCode, { customerId });
  await sales.deposited(deal as { subscriptionId: string; unitId: string });
  const { contractId } = await sales.sign(deal.subscriptionId);
  await sales.echo(ContractSigned, deal.unitId);
  return contractId as string;
}

beforeAll(async () => {
  sales = await SalesInTest.begin();
  ({ partnerId } = await define({ rate: '0.01' }));
});
afterAll(() => sales.service.close());

describe('CRM-8 the commission of a partner', () => {
  it('CRM-8 has one rule at a time; another counts for what is reported from then on', async () => {
    const { partnerId: id } = await define({ rate: '0.02' });
    const before = await brought(id);
    const changed = { partnerId: id, amount: '30000', reason: '二季度协议' };
    expect(await sales.service.ask(SetChannelRule, changed, [cast.li, 'customer.assign'])).toMatchObject({ rule: 2 });
    const { items } = await sales.service.ask(ChannelPartners, { projectId: project }, [cast.zhao, 'customer.write']);
    expect(items.find((row: any) => row.partnerId === id)).toMatchObject({ rule: 2, amount: '30000.00', ended: false });
    const [old, fresh] = [
      await signed('3-1301', before.customerId),
      await signed('3-1302', (await brought(id)).customerId),
    ];
    const earned = await commissions({ partnerId: id });
    expect(earned.find((row: any) => row.contractId === old)).toMatchObject({ amount: '24000.00' });
    expect(earned.find((row: any) => row.contractId === fresh)).toMatchObject({ amount: '30000.00' });
  });

  it('CRM-8 is earned by a contract within the protection, with its derivation, and told', async () => {
    const { customerId, reportId } = await brought();
    const contractId = await signed('3-1201', customerId);
    const entry = (await commissions()).find((row: any) => row.contractId === contractId);
    expect(entry).toMatchObject({ reportId, partnerId, amount: '12000.00', derivation: { inputs: { rate: '0.01' } } });
    const told = (await sales.service.told(ChannelCommissionEarned)).filter((event) => event.contractId === contractId);
    expect(told).toEqual([expect.objectContaining({ unitId: idOf('unit 3-1201'), amount: '12000.00', reportId })]);
  });

  it('CRM-8 is none for a customer of nobody’s, nor after the protection', async () => {
    const own = await signed('3-1202', await sales.customer());
    const { reportId, customerId } = await brought();
    await sales.service.rows(`update channel_report set protected_until = now() - interval '1 second' where id = ?`, [
      reportId,
    ]);
    const late = await signed('3-1203', customerId);
    const contracts = (await commissions()).map((row: any) => row.contractId);
    expect(contracts).not.toContain(own);
    expect(contracts).not.toContain(late);
  });

  it('CRM-8 is earned by a co-buyer too, and by a contract that is heard of after the protection', async () => {
    const { reportId, customerId } = await brought();
    const buyer = await sales.customer();
    const buyers = [buyer, customerId].map((id) => ({ customerId: id, share: '0.5' }));
    const deal = await sales.subscribed('3-1204', { customerId: buyer, buyers });
    await sales.deposited(deal as { subscriptionId: string; unitId: string });
    const { contractId } = await sales.sign(deal.subscriptionId);
    await sales.service.pass('CRM-8.protection', reportId);
    await sales.echo(ContractSigned, deal.unitId);
    expect((await commissions()).map((row: any) => row.contractId)).toContain(contractId);
  });

  it('CRM-8 is taken back once when the deal comes to nothing', async () => {
    const { customerId } = await brought();
    const contractId = await signed('3-1206', customerId);
    const [{ subscription_id: subscriptionId }] = (await sales.service.rows(
      'select subscription_id from contract where id = ?',
      [contractId],
    )) as [{ subscription_id: string }];
    const off = { unitId: idOf('unit 3-1206'), subscriptionId, projectId: project, rule: 'CON-5.withdrawn' };
    await sales.service.hear(SubscriptionCancelled, off);
    const [earned, back, ...more] = (await commissions()).filter((row: any) => row.contractId === contractId);
    expect([earned.amount, back.amount, more]).toEqual(['12000.00', '-12000.00', []]);
    expect(back.reverses).toBe(earned.commissionId);
    expect(await sales.service.told(ChannelCommissionReversed)).toMatchObject([
      { contractId, rule: 'CON-5.withdrawn' },
    ]);
    await expect(sales.service.rows('update channel_commission set amount = 0')).rejects.toThrow(/permission denied/);
  });

  it('ALL-5 is not for a consultant to read', async () => {
    await expect(commissions({}, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
