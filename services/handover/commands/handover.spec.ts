import { DealCleared } from '#contracts/finance.js';
import { DealUncleared } from '#contracts/finance-receipts.js';
import {
  CheckHandover,
  GiveNotice,
  HandKeys,
  HandoverByContract,
  HandoverNoticeGiven,
  Handovers,
  RecordInspection,
  RequestHandover,
  UnitHandedOver,
} from '#contracts/handover.js';
import { ProjectOpened } from '#contracts/inventory.js';
import { ContractSigned } from '#contracts/sales.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { inProcess, type ServiceInTest } from '#testing/in-process.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HandoverModule } from '../module.js';

let handover: ServiceInTest;
const project = idOf('project');
const today = dayOf(new Date());
const tenDaysAgo = addDays(today, -10);
const keys = { handedOn: today, keys: 6, signedForBy: '林' };
const items = [
  { item: '门窗', passed: true },
  { item: '卫生间闭水', passed: false, note: '地漏渗水' },
];

beforeAll(async () => {
  handover = await inProcess('handover', HandoverModule);
  await handover.hear(ProjectOpened, sampleOf(ProjectOpened, { projectId: project, policy: { deposit: '20000.00' } }));
});
afterAll(() => handover.close());

const idsOf = (unitCode: string) => ({
  ...{ unitId: idOf(`unit ${unitCode}`), contractId: idOf(`contract ${unitCode}`), projectId: project },
});

async function signed(unitCode: string): Promise<string> {
  const deal = { subscriptionId: idOf(`deal ${unitCode}`), consultantId: cast.zhao.id };
  await handover.hear(ContractSigned, sampleOf(ContractSigned, { ...idsOf(unitCode), ...deal, unitCode }));
  return idsOf(unitCode).contractId;
}

const clear = (unitCode: string) =>
  handover.hear(DealCleared, { ...idsOf(unitCode), dealId: idOf(`deal ${unitCode}`) });

const unclear = (unitCode: string) =>
  handover.hear(DealUncleared, { ...idsOf(unitCode), dealId: idOf(`deal ${unitCode}`) });

async function cleared(unitCode: string): Promise<string> {
  const contractId = await signed(unitCode);
  await clear(unitCode);
  return contractId;
}

const sheet = (contractId: string) => handover.ask(HandoverByContract, { contractId }, [cast.han, 'report.desk']);
const request = (contractId: string) => handover.ask(RequestHandover, { contractId }, [cast.han, 'handover.request']);
const notice = (contractId: string, noticeOn = tenDaysAgo) =>
  handover.ask(GiveNotice, { contractId, noticeOn, proof: 'EMS 1049' }, [cast.han, 'handover.do']);
const inspect = (contractId: string, found = items, inspectedOn = today) =>
  handover.ask(RecordInspection, { contractId, inspectedOn, items: found }, [cast.han, 'handover.do']);
const hand = (contractId: string, given: object = keys) =>
  handover.ask(HandKeys, { contractId, ...given }, [cast.han, 'handover.do']);
const check = (contractId: string, who: Person = cast.sun) =>
  handover.ask(CheckHandover, { contractId }, [who, 'handover.check']);

describe('HAN-1 to HAN-3 a handover', () => {
  it('HAN-1 FIN-4 a unit whose money was taken back is not cleared any more, unless it is handed over', async () => {
    const contractId = await cleared('3-1290');
    await unclear('3-1290');
    const waiting = await sheet(contractId);
    expect(waiting).toMatchObject({ state: 'waiting' });
    await clear('3-1290');
    expect(await sheet(contractId)).toMatchObject({ state: 'cleared' });
    await request(contractId);
    await notice(contractId);
    await inspect(contractId);
    const handOver = () => handover.ask(HandKeys, { contractId, ...keys }, [cast.han, 'handover.do']);
    await unclear('3-1290');
    await expect(handOver()).rejects.toMatchObject({ code: 'HAN-1.not-cleared' });
    await clear('3-1290');
    await handOver();
    const { state } = await sheet(contractId);
    await unclear('3-1290');
    expect(await sheet(contractId)).toMatchObject({ state });
  });

  it('goes from clearance over notice, inspection and keys to the check, which is told', async () => {
    const contractId = await cleared('3-1201');
    expect(await sheet(contractId)).toMatchObject({ state: 'cleared', cleared: true, defects: [], unitCode: '3-1201' });
    expect(await request(contractId)).toEqual({ contractId, state: 'requested' });
    expect(await notice(contractId)).toEqual({ contractId, state: 'notified' });
    expect(await inspect(contractId)).toEqual({ contractId, state: 'inspected' });
    expect(await hand(contractId)).toEqual({ contractId, state: 'handed' });
    expect(await check(contractId)).toEqual({ contractId, state: 'checked' });
    const ids = idsOf('3-1201');
    expect(await handover.told(HandoverNoticeGiven)).toContainEqual({ ...ids, noticeOn: tenDaysAgo });
    expect(await handover.told(UnitHandedOver)).toEqual([{ ...ids, handedOn: today }]);
    await expect(hand(contractId)).rejects.toMatchObject({ code: 'HAN-3.handed-over' });
  });

  it('HAN-1 is not begun before finance cleared it, and a clearance told again changes nothing', async () => {
    const contractId = await signed('3-1202');
    await expect(request(contractId)).rejects.toMatchObject({ code: 'HAN-1.not-cleared' });
    await clear('3-1202');
    await request(contractId);
    await clear('3-1202');
    expect(await sheet(contractId)).toMatchObject({ state: 'requested' });
  });

  it('HAN-2 out of order is refused with what comes next', async () => {
    const contractId = await cleared('3-1203');
    await request(contractId);
    await expect(hand(contractId)).rejects.toMatchObject({ code: 'HAN-2.order', facts: { next: 'notice' } });
  });

  it('HAN-2 keys wait for ten days after the notice, and for no day that has not come', async () => {
    const contractId = await cleared('3-1204');
    await request(contractId);
    await expect(notice(contractId, addDays(today, 1))).rejects.toMatchObject({ code: 'HAN-3.day-to-come' });
    await notice(contractId, addDays(today, -9));
    const early = inspect(contractId, items, addDays(today, -10));
    await expect(early).rejects.toMatchObject({ code: 'HAN-3.day-before' });
    await inspect(contractId);
    const refused = { code: 'HAN-2.notice-short', facts: { earliest: addDays(today, 1) } };
    await expect(hand(contractId)).rejects.toMatchObject(refused);
  });

  it('HAN-2 keeps defects with a day to repair them by, until an inspection passes them', async () => {
    const contractId = await cleared('3-1205');
    await request(contractId);
    await notice(contractId);
    await inspect(contractId);
    expect((await sheet(contractId)).defects).toEqual([items[1]]);
    const [defect] = await handover.rows<{ days: number }>(
      `select (repair_by at time zone 'Asia/Shanghai')::date - ?::date as days from defect where contract_id = ?`,
      [today, contractId],
    );
    expect(defect!.days).toBe(7);
    await inspect(contractId);
    expect((await sheet(contractId)).defects).toHaveLength(1);
    await inspect(contractId, [{ item: '卫生间闭水', passed: true }]);
    expect((await sheet(contractId)).defects).toEqual([]);
    await expect(handover.rows(`update inspection set items = '[]'`)).rejects.toThrow(/permission denied/);
  });

  it('ALL-4 whoever gave the notice, inspected or handed the keys does not check it', async () => {
    const contractId = await cleared('3-1206');
    await request(contractId);
    await notice(contractId);
    const both: Person = { ...cast.sun, assignments: [...cast.sun.assignments, ...cast.han.assignments] };
    await handover.ask(RecordInspection, { contractId, inspectedOn: today, items }, [both, 'handover.do']);
    await inspect(contractId);
    await hand(contractId);
    await expect(check(contractId, both)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    const forced = `update handover set state = 'checked', checked_by_id = handed_by_id where id = ?`;
    await expect(handover.rows(forced, [contractId])).rejects.toThrow(/handover_checker_is_no_maker/);
  });

  it('ALL-5 a clerk of another project is refused, and a consultant sees only their own', async () => {
    const contractId = await cleared('3-1207');
    const elsewhere: Person = { ...cast.han, assignments: [{ role: 'handover_clerk', projects: [idOf('other')] }] };
    const asking = handover.ask(RequestHandover, { contractId }, [elsewhere, 'handover.request']);
    await expect(asking).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const by = (who: Person) => handover.ask(HandoverByContract, { contractId }, [who, 'report.desk']);
    expect(await by(cast.zhao)).toMatchObject({ contractId });
    await expect(by(cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const unknown = { contractId: idOf('no contract') };
    const refused = { code: 'ALL.unknown' };
    await expect(handover.ask(HandoverByContract, unknown, [cast.han, 'report.desk'])).rejects.toMatchObject(refused);
  });

  it('ALL-7 lists a project by state, page by page', async () => {
    await Promise.all(['5-0101', '5-0102', '5-0103'].map((code) => signed(code)));
    const page = (more: object, who = cast.han) =>
      handover.ask(Handovers, { projectId: project, state: 'waiting', ...more }, [who, 'report.desk']);
    const whole = await page({});
    const first = await page({ limit: 2 });
    expect(first.items).toEqual(whole.items.slice(0, 2));
    expect((await page({ limit: 200, after: first.next })).items).toEqual(whole.items.slice(2));
    expect(whole.items.map((row: { state: string }) => row.state)).toEqual(whole.items.map(() => 'waiting'));
    expect((await page({}, cast.zhou)).items).toEqual([]);
    await expect(page({ projectId: idOf('no project') })).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});
