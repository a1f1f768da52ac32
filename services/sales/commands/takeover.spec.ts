import { ContractTakenOver, TakeBackOldDeal } from '#contracts/sales-takeover.js';
import { ContractById, SubscriptionCancelled } from '#contracts/sales.js';
import { DealCleared, ReceiptRecorded } from '#contracts/finance.js';
import { Clock } from '#persistence/clock.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TakeoverInTest } from './takeover-in-test.js';

let takeover: TakeoverInTest;
beforeAll(async () => {
  takeover = await TakeoverInTest.begin();
});
afterAll(() => takeover?.sales.service.close());

const rows = (sql: string, params: unknown[] = []) => takeover.sales.service.rows(sql, params);

it('CON-1 old deals are taken over at their stage, with the dates of the paper, and told once each', async () => {
  for (const unit of ['7-101', '7-102', '7-103', '7-104']) await takeover.sales.offered(unit);
  const table = [
    ...takeover.subscribed('R-1', '7-101'),
    ...takeover.contract('H-2', '7-102', '已签约'),
    ...takeover.contract('H-3', '7-103', '已盖章'),
    ...takeover.contract('H-4', '7-104', '已备案', { 期初违约金: '500.00' }),
  ];
  const checked = await takeover.checked(table);
  expect(checked).toMatchObject({ state: 'checked', rowsTotal: 10, rowsRejected: 0 });
  expect(checked.totals).toMatchObject({ deals: 4, there: 0, taken: 0, price: '4800000.00', loan: '2160000.00' });
  expect(await rows('select id from subscription where old_number is not null')).toEqual([]);
  const done = await takeover.carriedOut(checked.takeoverId as string);
  expect(done).toMatchObject({ state: 'done', rowsWritten: 10, carriedOutBy: cast.zheng.id });
  expect(done.totals).toMatchObject({ taken: 4 });
  const told = await takeover.sales.service.told(ContractTakenOver);
  expect(told.map(({ number, stage }) => [number, stage])).toEqual([
    ['R-1', 'subscribed'],
    ['H-2', 'signed'],
    ['H-3', 'sealed'],
    ['H-4', 'filed'],
  ]);
  expect(told[3]).toMatchObject({ openingLateFee: '500.00', opensMortgage: false, subscribedOn: '2024-03-01' });
  expect(JSON.stringify(told)).not.toMatch(/林|139000/);
  const subscription = await takeover.sales.read(await takeover.subscriptionOf('R-1'));
  expect(subscription).toMatchObject({ state: 'effective', paid: '20000.00', overdue: [] });
  const { contractId } = told[3]!.contract!;
  const contract = await takeover.sales.service.ask(ContractById, { contractId }, [cast.zhao, 'report.desk']);
  expect(contract).toMatchObject({ state: 'filed', number: 'H-4', filingNumber: '备-H-4', price: '1200000.00' });
  expect(await rows(`select kind from hold where id = ? and ended_at is null`, [told[3]!.subscriptionId])).toEqual([
    { kind: 'contract' },
  ]);
});

describe('CON-1 nothing that is past happens again', () => {
  it('ALL-6 SUB-3 SUB-7 CON-3 CON-6 no deadline runs for what was taken over, and no list has it', async () => {
    const set = `select d.kind from deadline d join subscription s on d.about = s.id or exists (
      select from contract c where c.subscription_id = s.id and c.id = d.about) where s.old_number is not null`;
    expect(await rows(set)).toEqual([]);
    const told = await rows('select count(*)::int as n from outbox');
    await takeover.sales.service.app.get(Clock, { strict: false }).scan();
    expect(await rows('select count(*)::int as n from outbox')).toEqual(told);
    const late = `select s.id from subscription s left join contract c on c.subscription_id = s.id
      where s.old_number is not null and (s.state = 'cancelled' or s.deposit_overdue_since is not null
        or s.signing_overdue_since is not null or s.delay_overdue_since is not null or c.overdue_for is not null)`;
    expect(await rows(late)).toEqual([]);
    expect(await rows('select id from survey union all select id from commission_flag')).toEqual([]);
    expect(await rows(`select kind from deadline where kind like 'CRM%'`)).toEqual([]);
  });

  it('CON-6 old money that finance books begins no time for filing', async () => {
    const subscriptionId = await takeover.subscriptionOf('H-3');
    const { service } = takeover.sales;
    const [{ unitId, contractId }] = (await rows(
      'select unit_id as "unitId", id as "contractId" from contract where number = ?',
      ['H-3'],
    )) as [{ unitId: string; contractId: string }];
    const ids = { dealId: subscriptionId, unitId };
    const money = { amount: '360000.00', method: 'transfer', pricePaid: '360000.00', priceShare: '0.3' };
    await takeover.sales.finance(ReceiptRecorded, { ...ids, receiptId: contractId, number: 'YH-000001', ...money });
    await takeover.sales.finance(DealCleared, { ...ids, contractId });
    expect(await service.rows(`select id from deadline where kind = 'CON-6.filing'`)).toEqual([]);
  });

  it('SUB-7 a time for signing that is still to come runs', async () => {
    await takeover.sales.offered('7-105');
    await takeover.takenOver(takeover.subscribed('R-5', '7-105', { 签约期限: '2099-12-31' }));
    const id = await takeover.subscriptionOf('R-5');
    expect(await takeover.sales.openDeadlines(id)).toEqual(['SUB-7.signing']);
  });
});

it('ALL-4 who hands old deals in does not carry them out, and nobody carries out what is not checked', async () => {
  await takeover.sales.offered('7-110');
  const both = { ...cast.sun, assignments: [...cast.sun.assignments, ...cast.zheng.assignments] };
  const takeoverId = await takeover.handIn(takeover.subscribed('R-10', '7-110'), {}, both);
  await expect(takeover.carriedOut(takeoverId, cast.wang)).rejects.toMatchObject({
    code: 'CON-1.takeover-not-checked',
  });
  await takeover.pass(takeoverId);
  await expect(takeover.carriedOut(takeoverId, both)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
  expect(await takeover.carriedOut(takeoverId, cast.wang)).toMatchObject({ state: 'done', rowsWritten: 1 });
  await expect(takeover.carriedOut(takeoverId, cast.wang)).rejects.toMatchObject({
    code: 'CON-1.takeover-not-checked',
  });
  await expect(rows(`update table_job set carried_out_by = requested_by where id = ?`, [takeoverId])).rejects.toThrow();
});

it('HOLD-1 a unit that is held, and every other fault, is a row of the report; nothing is written', async () => {
  for (const unit of ['7-120', '7-121', '7-122', '7-123', '7-124', '7-125']) await takeover.sales.offered(unit);
  await takeover.sales.reserve((await takeover.sales.offered('7-126')) as string);
  const bad = await takeover.checked([
    ...takeover.subscribed('B-1', '7-126'),
    ...takeover.subscribed('B-2', '9-999'),
    ...takeover.subscribed('B-3', '7-121', { 置业顾问: '无名' }),
    ...takeover.subscribed('B-4', '7-122', { 手机: '12' }),
    ...takeover.subscribed('B-5', '7-123', { 认购日期: '2024-13-01' }),
    ...takeover.subscribed('B-6', '7-124', { 定金: '500000.00' }),
    ...takeover.contract('B-7', '7-125', '已盖章', { 应收金额: '350000.00' }),
    ...takeover.subscribed('B-8', '7-120', { 手机: '13911112222' }),
    ...takeover.subscribed('B-9', '7-120', { 手机: '13911112222', 客户姓名: '另一人' }),
  ]);
  expect(bad).toMatchObject({ state: 'refused', rowsRejected: 8, refused: { code: 'INV-1.bad-rows' } });
  const report = await takeover.report(bad.takeoverId as string);
  expect(report.map(({ row, column }) => [row, column])).toEqual([
    [2, '房号'],
    [3, '房号'],
    [4, '置业顾问'],
    [5, '手机'],
    [6, '认购日期'],
    [7, '定金'],
    [8, '应收金额'],
    [12, '房号'],
  ]);
  expect(report[0]!.zh).toBe('房间 7-126 已有预留');
  expect(JSON.stringify(report)).not.toMatch(/139|另一人|林/);
  expect(await rows(`select id from subscription where old_number like 'B-%'`)).toEqual([]);
});

it('CRM-1 a customer is found by phone, and another name under it is refused without saying whose', async () => {
  for (const unit of ['7-130', '7-131', '7-132']) await takeover.sales.offered(unit);
  const customerId = await takeover.sales.customer(cast.zhou, { name: '老客户', phone: '+8613700000001' });
  const phone = { 手机: '13700000001' };
  const same = { ...phone, 客户姓名: '老客户' };
  await takeover.takenOver([
    ...takeover.subscribed('C-1', '7-130', same),
    ...takeover.subscribed('C-2', '7-131', same),
  ]);
  const found = await rows(
    `select customer_id as id, consultant_id as by from subscription where old_number like 'C-%'`,
  );
  expect(found).toEqual([customerId, customerId].map((id) => ({ id, by: cast.zhao.id })));
  const other = await takeover.checked(takeover.subscribed('C-3', '7-132', { ...phone, 客户姓名: '别人' }));
  expect(await takeover.report(other.takeoverId as string)).toMatchObject([{ row: 2, column: '手机' }]);
});

it('ALL-8 the same table again doubles nothing, and a number of another unit is refused', async () => {
  for (const unit of ['7-140', '7-141']) await takeover.sales.offered(unit);
  const table = takeover.contract('S-1', '7-140', '已备案');
  await takeover.takenOver(table);
  const again = await takeover.takenOver(table);
  expect(again).toMatchObject({ state: 'done', rowsWritten: 0, totals: { deals: 0, there: 1, taken: 0 } });
  expect(await rows(`select count(*)::int as n from subscription where old_number = 'S-1'`)).toEqual([{ n: 1 }]);
  const elsewhere = await takeover.checked(takeover.contract('S-1', '7-141', '已备案'));
  expect(await takeover.report(elsewhere.takeoverId as string)).toMatchObject([{ column: '编号' }]);
});

it('ALL-3 a deal taken over wrongly is taken back while nothing followed, and its number is free again', async () => {
  const unitId = await takeover.sales.offered('7-150');
  const table = takeover.contract('T-1', '7-150', '已盖章');
  await takeover.takenOver(table);
  const subscriptionId = await takeover.subscriptionOf('T-1');
  const back = (id: string) =>
    takeover.sales.service.ask(TakeBackOldDeal, { subscriptionId: id, reason: '录错房号' }, [
      cast.zheng,
      'unit.verify',
    ]);
  expect(await back(subscriptionId)).toMatchObject({ number: 'T-1' });
  const told = await takeover.sales.service.told(SubscriptionCancelled);
  expect(told.at(-1)).toMatchObject({ subscriptionId, unitId, rule: 'CON-1.taken-back' });
  await takeover.takenOver(table);
  const second = await takeover.subscriptionOf('T-1');
  expect(second).not.toBe(subscriptionId);
  const money = { amount: '1.00', method: 'cash', pricePaid: '1.00', priceShare: '0', receiptId: second, number: 'x' };
  await takeover.sales.finance(ReceiptRecorded, { dealId: second, unitId, ...money });
  await expect(back(second)).rejects.toMatchObject({ code: 'CON-1.takeover-moved-on' });
});
