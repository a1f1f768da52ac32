import { DealCleared, ReceiptRecorded } from '#contracts/finance.js';
import { TitleIssued, UnitHandedOver } from '#contracts/handover.js';
import { ProjectOpened } from '#contracts/inventory.js';
import type { Telling } from '#contracts/message.js';
import { SalesDetail } from '#contracts/reporting.js';
import {
  ContractFiled,
  ContractSigned,
  SubscriptionCancelled,
  SubscriptionTookEffect,
  SupplementSigned,
  UnitSubscribed,
} from '#contracts/sales.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { sampleOf } from '#testing/sample.js';
import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReportingModule } from '../module.js';
import { refold } from './refold.js';

let reporting: ServiceInTest;
let count = 0;
let projectId: string;

beforeAll(async () => {
  reporting = await inProcess('reporting', ReportingModule);
});
afterAll(() => reporting.close());
beforeEach(async () => {
  projectId = idOf(`project ${++count}`);
  await reporting.hear(ProjectOpened, { ...sampleOf(ProjectOpened), projectId });
});

const idsOf = (unitCode: string) => ({
  ...{ projectId, unitId: idOf(`${count} unit ${unitCode}`), contractId: idOf(`${count} contract ${unitCode}`) },
  ...{ subscriptionId: idOf(`${count} deal ${unitCode}`), dealId: idOf(`${count} deal ${unitCode}`) },
});

type Told = [telling: Telling, changes?: object];

/** What each service tells of a home's life: in order within a service, in any order across services. */
const life: Told[][] = [
  [
    [UnitSubscribed, { dealPrice: '1000000.00' }],
    [SubscriptionTookEffect],
    [ContractSigned, { price: '990000.00' }],
    [ContractFiled],
    [SupplementSigned, { newPrice: '1020000.00' }],
  ],
  [
    [ReceiptRecorded, { amount: '20000.00', priceShare: '0' }],
    [ReceiptRecorded, { amount: '970000.00', priceShare: '1' }],
    [DealCleared],
    [ReceiptRecorded, { amount: '30000.00', priceShare: '1' }],
  ],
  [[UnitHandedOver], [TitleIssued]],
];

async function hear(unitCode: string, [telling, changes]: Told, consultantId = cast.zhao.id): Promise<void> {
  const ids = { ...idsOf(unitCode), unitCode, consultantId };
  const sample: Record<string, unknown> = sampleOf(telling as typeof UnitSubscribed);
  const own = Object.entries(ids).filter(([field]) => field in sample);
  await reporting.hear(telling, { ...sample, ...Object.fromEntries(own), ...changes });
}

const detail = (more: object = {}, who: Person = cast.li) =>
  reporting.ask(SalesDetail, { projectId, ...more }, [who, 'report.sales']);
const refolded = () => refold(reporting.app.get(MikroORM, { strict: false }).em);

describe('section 9 the sales detail', () => {
  it('shows a deal from subscription to title, whichever service is heard first', async () => {
    const places = life.flatMap((told, service) => told.map(() => service));
    const [inOrder, ...shuffled] = [places, ...fc.sample(fc.shuffledSubarray(places, { minLength: places.length }), 6)];
    for (const [number, order] of [inOrder, places.toReversed(), ...shuffled].entries()) {
      const queues = life.map((told) => [...told]);
      for (const service of order!) await hear(`3-${number}`, queues[service]!.shift()!);
    }
    const { items, trueAsOf } = await detail();
    expect(items).toHaveLength(8);
    for (const row of items) {
      expect(row).toMatchObject({ state: 'titled', dealPrice: '1020000.00', received: '1020000.00', priceShare: '1' });
    }
    expect(Date.parse(trueAsOf)).toBeGreaterThanOrEqual(Date.parse(items[0].subscribedAt));
    expect((await refolded()).differences).toEqual([]);
  });

  it('does not show a deal of which only money was told', async () => {
    await hear('3-1201', [ReceiptRecorded]);
    expect((await detail()).items).toEqual([]);
    await hear('3-1201', [UnitSubscribed]);
    expect((await detail()).items).toEqual([expect.objectContaining({ unitCode: '3-1201', received: '502573.00' })]);
  });

  it('is read newest first, page by page, and a cancelled deal stays in it', async () => {
    for (const unitCode of ['3-1201', '3-1202', '3-1203']) await hear(unitCode, [UnitSubscribed]);
    await hear('3-1202', [SubscriptionCancelled]);
    const whole = (await detail()).items;
    expect(whole.map(({ unitCode, state }: any) => [unitCode, state])).toEqual([
      ['3-1203', 'subscribed'],
      ['3-1202', 'cancelled'],
      ['3-1201', 'subscribed'],
    ]);
    const first = await detail({ limit: 2 });
    expect(first.items).toEqual(whole.slice(0, 2));
    const last = await detail({ limit: 2, after: first.next });
    expect(last.items).toEqual(whole.slice(2));
    expect(last.next).toBeUndefined();
    await expect(detail({ after: 'yesterday' })).rejects.toMatchObject({ fields: [{ field: 'after' }] });
  });

  it('ALL-5 shows a consultant their own deals, and nobody those of another project', async () => {
    await hear('3-1201', [UnitSubscribed], cast.zhao.id);
    await hear('3-1202', [UnitSubscribed], cast.zhou.id);
    expect((await detail({}, cast.zhou)).items).toEqual([expect.objectContaining({ unitCode: '3-1202' })]);
    const elsewhere: Person = { ...cast.li, assignments: [{ role: 'sales_manager', projects: [idOf('other')] }] };
    expect((await detail({}, elsewhere)).items).toEqual([]);
    await expect(detail({ projectId: idOf('no project') })).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});

describe('folding everything anew', () => {
  it('finds a row that is not what the events say', async () => {
    await hear('3-1201', [UnitSubscribed]);
    const { dealId } = idsOf('3-1201');
    const before = await refolded();
    expect(before.differences).toEqual([]);
    expect(before.rows).toBeGreaterThan(2);
    await reporting.rows('update deal set received = 1 where id = ?', [dealId]);
    const [difference, ...others] = (await refolded()).differences;
    expect(others).toEqual([]);
    expect(JSON.parse(JSON.stringify(difference))).toMatchObject({
      ...{ table: 'deal', id: dealId, stored: { received: '0.01' }, folded: { received: '0.00' } },
    });
    await reporting.rows('update deal set received = 0 where id = ?', [dealId]);
  });

  it('finds a row that no event made', async () => {
    const id = idOf(`${count} nobody`);
    await reporting.rows('insert into deal_contract (id) values (?)', [id]);
    expect((await refolded()).differences).toEqual([
      expect.objectContaining({ table: 'deal_contract', id, folded: null }),
    ]);
  });
});
