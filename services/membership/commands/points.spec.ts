import { ReceiptRecorded } from '#contracts/finance.js';
import { ReceiptVoided } from '#contracts/finance-receipts.js';
import * as contracts from '#contracts/membership.js';
import { ContractSigned, SubscriptionCancelled } from '#contracts/sales.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { contractSigned } from '#testing/contract-signed.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MembershipModule } from '../module.js';

const { ApplyPoints, ApprovePoints, ConfirmPoints, RedeemPoints, PointsAdvanced } = contracts;
const projectId = idOf('project');
const both = (one: Person, other: Person) => ({ ...one, assignments: [...one.assignments, ...other.assignments] });
let membership: ServiceInTest;
let phones = 13_700_000_000;

beforeAll(async () => {
  membership = await inProcess('membership', MembershipModule);
});
afterAll(() => membership.close());

async function member(customerId?: string) {
  const payload = { projectId, name: '吴邻', phone: String(phones++), ...(customerId ? { customerId } : {}) };
  return membership.ask(contracts.RegisterMember, payload, [cast.zhao, 'member.write']);
}
const signed = (unit: string, price?: string) =>
  membership.hear(ContractSigned, contractSigned(unit, { projectId, ...(price ? { price } : {}) }));
const apply = (card: string, unit: string, who = cast.zhao) =>
  membership.ask(ApplyPoints, { card, contractId: idOf(`contract ${unit}`) }, [who, 'points.apply']);
const approve = (applicationId: string, more: object = { decision: 'approve' }, who: Person = cast.li) =>
  membership.ask(ApprovePoints, { applicationId, ...more }, [who, 'points.approve']);
const confirm = (applicationId: string, who: Person = cast.qian) =>
  membership.ask(ConfirmPoints, { applicationId }, [who, 'points.confirm']);
const redeem = (applicationId: string, who: Person = cast.wu) =>
  membership.ask(RedeemPoints, { applicationId }, [who, 'points.redeem']);
const sheet = (applicationId: string) =>
  membership.ask(contracts.PointsById, { applicationId }, [cast.wu, 'report.desk']);
const balance = (memberId: string) => membership.ask(contracts.MemberById, { memberId }, [cast.zhu, 'member.write']);
const told = async (applicationId: string) =>
  (await membership.told(PointsAdvanced)).filter((event) => event.applicationId === applicationId);

function paid(unit: string, priceShare: string) {
  const ids = { dealId: idOf(`deal ${unit}`), unitId: idOf(`unit ${unit}`), projectId, receiptId: idOf('receipt') };
  const money = { number: 'A-000001', amount: '1.00', method: 'transfer', pricePaid: '1.00', priceShare };
  return membership.hear(ReceiptRecorded, { ...ids, ...money });
}

function cancelled(unit: string) {
  const ids = { unitId: idOf(`unit ${unit}`), subscriptionId: idOf(`deal ${unit}`), projectId };
  return membership.hear(SubscriptionCancelled, { ...ids, rule: 'CON-5.withdrawn' });
}

async function confirmed(card: string, unit: string, price?: string): Promise<string> {
  await signed(unit, price);
  const { applicationId } = await apply(card, unit);
  await approve(applicationId);
  await confirm(applicationId);
  return applicationId;
}

describe('MEM-2 points', () => {
  it('are applied for, approved, confirmed, frozen until 80% is paid, and redeemed', async () => {
    const { memberId, card } = await member();
    await paid('3-1201', '0.3');
    const applicationId = await confirmed(card, '3-1201');
    expect(await balance(memberId)).toMatchObject({ balance: 1849, frozen: 1849 });
    const facts = { share: '0.3', needed: '0.8' };
    await expect(redeem(applicationId)).rejects.toMatchObject({ code: 'MEM-2.below-80', facts });
    await paid('3-1201', '0.8');
    expect(await balance(memberId)).toMatchObject({ balance: 1849, frozen: 0 });
    expect(await sheet(applicationId)).toMatchObject({ redeemable: true, priceShare: '0.8', points: 1849, card });
    expect(await redeem(applicationId)).toEqual({ applicationId, state: 'redeemed' });
    await expect(redeem(applicationId)).rejects.toMatchObject({ code: 'MEM-2.wrong-state' });
    expect(await balance(memberId)).toMatchObject({ balance: 0, frozen: 0 });
    expect(await sheet(applicationId)).toMatchObject({ redeemable: false, derivation: { rule: 'MEM-2' } });
    const states = (await told(applicationId)).map(({ state }) => state);
    expect(states).toEqual(['applied', 'approved', 'confirmed', 'redeemed']);
  });

  it('MEM-2 FIN-4 are frozen again when a receipt is voided, and released by the next', async () => {
    const { memberId, card } = await member();
    await paid('3-1240', '0.8');
    const applicationId = await confirmed(card, '3-1240');
    expect(await balance(memberId)).toMatchObject({ frozen: 0 });
    const ids = { dealId: idOf('deal 3-1240'), unitId: idOf('unit 3-1240'), projectId };
    await membership.hear(ReceiptVoided, sampleOf(ReceiptVoided, { ...ids, priceShare: '0.79' }));
    expect(await balance(memberId)).toMatchObject({ balance: 1849, frozen: 1849 });
    await expect(redeem(applicationId)).rejects.toMatchObject({ code: 'MEM-2.below-80' });
    await paid('3-1240', '0.8');
    expect(await balance(memberId)).toMatchObject({ frozen: 0 });
  });

  it('are refused with a reason, and then the deal can have another referrer', async () => {
    const [{ card }, other] = [await member(), await member()];
    await signed('3-1202');
    const { applicationId } = await apply(card, '3-1202');
    const silent = approve(applicationId, { decision: 'refuse' });
    await expect(silent).rejects.toMatchObject({ code: 'MEM-2.reason-missing' });
    const reason = '非本人推荐';
    expect(await approve(applicationId, { decision: 'refuse', reason })).toMatchObject({ state: 'refused' });
    expect(await sheet(applicationId)).toMatchObject({ reason });
    await expect(confirm(applicationId)).rejects.toMatchObject({ code: 'MEM-2.wrong-state' });
    expect(await apply(other.card, '3-1202')).toMatchObject({ state: 'applied' });
  });

  it('ALL-4 are approved, confirmed and redeemed by different people, in the database too', async () => {
    const { card } = await member();
    await signed('3-1203');
    const { applicationId } = await apply(card, '3-1203');
    const same = { code: 'ALL-4.same-person' };
    await expect(approve(applicationId, undefined, both(cast.zhao, cast.li))).rejects.toMatchObject(same);
    await approve(applicationId);
    await expect(confirm(applicationId, both(cast.li, cast.qian))).rejects.toMatchObject(same);
    await confirm(applicationId);
    await paid('3-1203', '0.9');
    for (const maker of [cast.zhao, cast.li, cast.qian]) {
      await expect(redeem(applicationId, both(maker, cast.wu))).rejects.toMatchObject(same);
    }
    const update = 'update points_application set confirmed_by_id = approved_by_id where id = ?';
    await expect(membership.rows(update, [applicationId])).rejects.toThrow(/makers_are_not_checkers/);
    const early = 'update points_application set redeemed_by_id = customer_id, redeemed_share = 0.79 where id = ?';
    await expect(membership.rows(early, [applicationId])).rejects.toThrow(/redeemed_at_80/);
  });

  it('ALL-5 belong to the contract’s consultant', async () => {
    const { card } = await member();
    await signed('3-1204');
    await expect(apply(card, '3-1204', cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(apply('M99999999', '3-1204')).rejects.toMatchObject({ code: 'ALL.unknown' });
    await expect(apply(card, '9-9999')).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});

describe('MEM-3 points', () => {
  it('are not for who buys', async () => {
    const { card } = await member(idOf('customer Lin'));
    await signed('3-1301');
    await expect(apply(card, '3-1301')).rejects.toMatchObject({ code: 'MEM-3.self-referral' });
  });

  it('have one referrer a deal, of two at once too', async () => {
    const [one, other] = [await member(), await member()];
    await signed('3-1302');
    const outcomes = await Promise.allSettled([apply(one.card, '3-1302'), apply(other.card, '3-1302')]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost!.reason).toMatchObject({ code: 'MEM-3.referred', facts: { unit: '3-1302' } });
  });

  it('are clawed back when the deal falls through, and no more are applied for', async () => {
    const { memberId, card } = await member();
    const applicationId = await confirmed(card, '3-1303');
    await cancelled('3-1303');
    expect(await sheet(applicationId)).toMatchObject({ state: 'clawed-back', reason: 'CON-5.withdrawn' });
    expect(await balance(memberId)).toMatchObject({ balance: 0, frozen: 0 });
    expect((await told(applicationId)).map(({ state }) => state).slice(-2)).toEqual(['confirmed', 'clawed-back']);
    await signed('3-1304');
    await cancelled('3-1304');
    await expect(apply(card, '3-1304')).rejects.toMatchObject({ code: 'MEM-2.deal-cancelled' });
  });

  it('that were redeemed are taken from what is left; another deal’s points may then be too few', async () => {
    const { memberId, card } = await member();
    const first = await confirmed(card, '3-1305');
    await paid('3-1305', '1');
    await redeem(first);
    const second = await confirmed(card, '3-1306', '849000.00');
    await paid('3-1306', '1');
    await cancelled('3-1305');
    expect(await sheet(first)).toMatchObject({ state: 'clawed-back', shortfall: 1000 });
    expect(await balance(memberId)).toMatchObject({ balance: 0, frozen: 0 });
    const facts = { balance: 0, points: 849 };
    await expect(redeem(second)).rejects.toMatchObject({ code: 'MEM-3.balance-short', facts });
    await paid('3-1306', '0.5');
    expect(await balance(memberId)).toMatchObject({ balance: 0, frozen: 0 });
  });

  it('never fall below zero, and the ledger is only added to: the database refuses', async () => {
    const { memberId, card } = await member();
    const applicationId = await confirmed(card, '3-1307');
    const insert = `insert into points_entry (id, member_id, application_id, kind, points, frozen, by_id, at)
      values (gen_random_uuid(), ?, ?, 'redeemed', ?, 0, gen_random_uuid(), now())`;
    await expect(membership.rows(insert, [memberId, applicationId, -1])).rejects.toThrow(/points_never_below_zero/);
    await expect(membership.rows('update points_entry set points = 0')).rejects.toThrow(/permission denied/);
    await expect(membership.rows('delete from points_entry')).rejects.toThrow(/permission denied/);
  });
});
