import {
  ApprovePriceChange,
  Board,
  ExecutePriceChange,
  ReleaseUnit,
  RequestPriceChange,
  ReviewPriceChange,
  WithholdUnit,
} from '#contracts/inventory.js';
import { ProjectBoard } from '#contracts/inventory-board.js';
import { SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from '../commands/in-test.js';
import { cancelled, subscribed } from '../reactions/in-test.js';

let inventory: InventoryInTest;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());

const board = (buildingId: string, at?: string, by = cast.zhao) =>
  inventory.service.ask(Board, { buildingId, ...(at ? { at } : {}) }, [by, 'unit.read']);
const projectBoard = (at?: string, by = cast.zhao) =>
  inventory.service.ask(ProjectBoard, { projectId: inventory.projectId, ...(at ? { at } : {}) }, [by, 'unit.read']);

/** The moment of the last change of a unit. */
async function moment(unitId: string): Promise<string> {
  const sql = 'select max(at) as at from board_change where unit_id = ?';
  const [row] = await inventory.service.rows<{ at: string }>(sql, [unitId]);
  return new Date(row!.at).toISOString();
}

async function repriced(buildingId: string, unitId: string, pricePerM2: string): Promise<void> {
  const lines = [{ unitId, pricePerM2, floorPrice: '1000000.00' }];
  const order = { buildingId, reason: '调价', attachment: '调价通知', lines };
  const { service } = inventory;
  const { priceChangeId } = await service.ask(RequestPriceChange, order, [cast.sun, 'price.change-request']);
  const asked = { priceChangeId, decision: 'approve' };
  await service.ask(ReviewPriceChange, asked, [cast.li, 'price.change-review']);
  await service.ask(ApprovePriceChange, asked, [cast.feng, 'price.change-approve']);
  await service.ask(ExecutePriceChange, { priceChangeId }, [cast.qin, 'price.change-execute']);
}

describe('INV-8 the board of a project', () => {
  it('INV-8 has every building with its units from the top floor down, and counts of every state', async () => {
    const [one, other] = [await inventory.building('on-sale'), await inventory.building('locked')];
    await inventory.service.hear(
      UnitSubscribed,
      subscribed(inventory.projectId, await inventory.unit(`${one.code}-201`)),
    );
    const { buildings, units, counts } = await projectBoard();
    const ours = buildings.filter(({ code }: { code: string }) => [one.code, other.code].includes(code));
    expect(ours).toMatchObject([
      { code: one.code, state: 'on-sale' },
      { code: other.code, state: 'locked' },
    ]);
    expect(ours[0].counts).toEqual([
      { state: 'withheld', stateZh: '销控', units: 0 },
      { state: 'available', stateZh: '可售', units: 3 },
      { state: 'reserved', stateZh: '已预留', units: 0 },
      { state: 'subscribed', stateZh: '已定购', units: 1 },
      { state: 'contracted', stateZh: '已签约', units: 0 },
      { state: 'handed-over', stateZh: '已接楼', units: 0 },
      { state: 'titled', stateZh: '已办证', units: 0 },
    ]);
    const codes = units.filter((unit: { buildingId: string }) => unit.buildingId === one.buildingId);
    expect(codes.map((unit: { code: string }) => unit.code.slice(one.code.length + 1))).toEqual([
      '201',
      '202',
      '101',
      '102',
    ]);
    const total = counts.reduce((sum: number, count: { units: number }) => sum + count.units, 0);
    expect(total).toBe(units.length);
    expect((await board(one.buildingId)).counts).toEqual(ours[0].counts);
  });

  it('INV-8 is read by who has the project, and is not there for a project that is not', async () => {
    await expect(projectBoard(undefined, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const nowhere = { projectId: '00000000-0000-7000-8000-00000000ffff' };
    await expect(inventory.service.ask(ProjectBoard, nowhere, [cast.zhao, 'unit.read'])).rejects.toMatchObject({
      code: 'ALL.unknown',
    });
  });
});

describe('INV-8 the board as it stood', () => {
  it('INV-8 shows state and price of any past moment, on both boards', async () => {
    const { buildingId, code } = await inventory.building('on-sale', { floors: 1, perFloor: 1 });
    const unitId = await inventory.unit(`${code}-101`);
    const first = await moment(unitId);
    const before = await board(buildingId);
    await inventory.service.hear(UnitSubscribed, subscribed(inventory.projectId, unitId));
    const second = await moment(unitId);
    await repriced(buildingId, unitId, '25000.00');
    const third = new Date().toISOString();
    expect((await board(buildingId)).units[0]).toMatchObject({ state: 'subscribed', since: second });
    await inventory.service.hear(SubscriptionCancelled, cancelled(inventory.projectId, unitId));
    const now = await board(buildingId);
    expect(now.units[0]).toMatchObject({ state: 'available', pricePerM2: '25000.00' });

    const stood = await Promise.all([first, second, third].map((at) => board(buildingId, at)));
    const shown = stood.map(({ units: [unit] }) => [unit.state, unit.pricePerM2]);
    const { pricePerM2 } = before.units[0];
    expect(shown).toEqual([
      ['available', pricePerM2],
      ['subscribed', pricePerM2],
      ['subscribed', pricePerM2],
    ]);
    expect(stood[0]!.units).toEqual(before.units);
    expect(stood[2]!.units[0].since).toBe(stood[1]!.units[0].since);
    expect(stood[1]).toMatchObject({ at: second });
    expect(stood[1]).not.toHaveProperty('position');

    const project = await projectBoard(second);
    const ours = project.units.filter((unit: { unitId: string }) => unit.unitId === unitId);
    expect(ours).toEqual([{ ...stood[1]!.units[0], buildingId }]);
  });

  it('INV-8 has no unit before it existed, and its building as far as it had come', async () => {
    const { buildingId, code } = await inventory.building('drafting', { floors: 1, perFloor: 1 });
    const drafted = await moment(await inventory.unit(`${code}-101`));
    const early = new Date(new Date(drafted).getTime() - 1).toISOString();
    await inventory.submit(buildingId);
    await inventory.verify(buildingId);
    const [row] = await inventory.service.rows<{ at: string }>('select verified_at as at from building where id = ?', [
      buildingId,
    ]);
    const verified = new Date(row!.at).toISOString();
    await inventory.lock(buildingId);
    const found = await Promise.all([early, drafted, verified].map((at) => board(buildingId, at)));
    expect(found.map(({ state, units }) => [state, units.length])).toEqual([
      ['drafting', 0],
      ['drafting', 1],
      ['verified', 1],
    ]);
    expect((await board(buildingId)).state).toBe('locked');
  });

  it('INV-8 a moment to come is refused by its name', async () => {
    const { buildingId } = await inventory.building('drafting', { floors: 1, perFloor: 1 });
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    for (const ask of [() => board(buildingId, tomorrow), () => projectBoard(tomorrow)])
      await expect(ask()).rejects.toMatchObject({
        fields: [expect.objectContaining({ field: 'at', check: 'isPast' })],
      });
  });

  it('INV-8 takes one row of history a unit, however long the history is', async () => {
    const { buildingId, code } = await inventory.building('on-sale', { floors: 1, perFloor: 1 });
    const unitId = await inventory.unit(`${code}-101`);
    for (let round = 0; round < 20; round++) {
      await inventory.service.ask(WithholdUnit, { unitId, reason: '样板间' }, [cast.li, 'unit.withhold']);
      await inventory.service.ask(ReleaseUnit, { unitId, reason: '撤场' }, [cast.li, 'unit.withhold']);
    }
    const [history] = await inventory.service.rows('select count(*)::int as n from board_change where unit_id = ?', [
      unitId,
    ]);
    expect(history).toEqual({ n: 42 });
    const [row] = await inventory.service.rows<{ 'QUERY PLAN': unknown }>(
      `explain (analyze, format json) select s.state from unit u cross join lateral (
         select c.state from board_change c where c.unit_id = u.id and c.at <= now()
         order by c.at desc, c.position desc limit 1) s where u.building_id = ?`,
      [buildingId],
    );
    expect(JSON.stringify(row)).toMatch(/"Index Name": ?"board_change_moment"/);
  });
});
