import { BuildingBoardChanges, ProjectBoard, ProjectBoardChanges } from '#contracts/inventory-board.js';
import { ImportBuilding, OpenProject, ReleaseUnit, WithholdUnit } from '#contracts/inventory.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workbook } from '../../../deploy/seed/workbook.ts';
import { InventoryInTest } from '../commands/in-test.js';

let inventory: InventoryInTest;
let buildingId: string;
let units: string[];
beforeAll(async () => {
  inventory = await InventoryInTest.begin();
  const building = await inventory.building('on-sale');
  buildingId = building.buildingId;
  units = await Promise.all(['101', '102', '201', '202'].map((room) => inventory.unit(`${building.code}-${room}`)));
});
afterAll(() => inventory.service.close());

const changes = (after?: string, by = cast.zhao) =>
  inventory.service.ask(ProjectBoardChanges, { projectId: inventory.projectId, after }, [by, 'unit.read']);
const ofBuilding = (after?: string) =>
  inventory.service.ask(BuildingBoardChanges, { buildingId, after }, [cast.zhao, 'unit.read']);
const withhold = (unitId: string) =>
  inventory.service.ask(WithholdUnit, { unitId, reason: '样板间' }, [cast.li, 'unit.withhold']);
const release = (unitId: string) =>
  inventory.service.ask(ReleaseUnit, { unitId, reason: '撤场' }, [cast.li, 'unit.withhold']);
const statesOf = ({ changes: rows }: { changes: { state: string }[] }) => rows.map((row) => row.state);

/** A change of a unit that is written and not committed yet. */
async function begun(unitId: string) {
  const em = inventory.service.em();
  await em.begin();
  const write = () => em.execute(written, [unitId]);
  await write();
  return { more: write, commit: () => em.commit(), rollback: () => em.rollback() };
}

const written = `
  insert into board_change (id, unit_id, building_id, at, state, price_version, by_id, by_name)
  select gen_random_uuid(), id, building_id, now(), state, price_version, entered_by, '测试' from unit where id = ?`;

async function unitElsewhere(): Promise<string> {
  const project = { code: 'XS', name: '星沙', policy: { deposit: '20000.00' } };
  const { projectId } = await inventory.service.ask(OpenProject, project, [cast.li, 'unit.set-up']);
  const file = (await workbook({ building: 'X', floors: 1, perFloor: 1 })).toString('base64');
  const building = { projectId, code: 'X', name: 'X 栋', file };
  await inventory.service.ask(ImportBuilding, building, [cast.sun, 'unit.set-up']);
  return inventory.unit('X-101');
}

describe('INV-8 the changes of a board', () => {
  it('INV-8 are told after a position, oldest first, once each, for the project and for the building', async () => {
    const { position } = await changes();
    await withhold(units[0]!);
    await release(units[0]!);
    const found = await changes(position);
    expect(statesOf(found)).toEqual(['withheld', 'available']);
    expect(found.changes[0]).toMatchObject({ unitId: units[0], buildingId, stateZh: '销控', totalPrice: '1879531.33' });
    expect(await ofBuilding(position)).toEqual(found);
    expect(await changes(found.changes[0].position)).toMatchObject({ changes: [{ state: 'available' }] });
    expect(await changes(found.position)).toMatchObject({ changes: [], reset: false, position: found.position });
  });

  it('INV-8 a building is not told of its neighbours', async () => {
    const { position } = await changes();
    const { buildingId: other } = await inventory.building('drafting', { floors: 1, perFloor: 1 });
    expect((await changes(position)).changes).toMatchObject([{ buildingId: other }]);
    expect((await ofBuilding(position)).changes).toEqual([]);
  });

  it('INV-8 whoever reads the board and then its changes misses none', async () => {
    const asked = { projectId: inventory.projectId };
    const begins = await inventory.service.ask(ProjectBoard, asked, [cast.zhao, 'unit.read']);
    await withhold(units[1]!);
    expect(statesOf(await changes(begins.position))).toEqual(['withheld']);
    await release(units[1]!);
  });

  it('INV-8 one that commits after a later one is not missed: nothing passes what is still being written', async () => {
    const { position } = await changes();
    const slow = await begun(units[2]!);
    await withhold(units[3]!);
    const meanwhile = await changes(position);
    expect(meanwhile.changes).toEqual([]);
    await slow.commit();
    const found = await changes(meanwhile.position);
    expect(found.changes.map((row: { unitId: string }) => row.unitId)).toEqual([units[2], units[3]]);
    await release(units[3]!);
  });

  it('INV-8 what is rolled back holds nobody up, nor does another project', async () => {
    const { position } = await changes();
    const elsewhere = await unitElsewhere();
    const [given, slow] = [await begun(units[2]!), await begun(elsewhere)];
    await withhold(units[3]!);
    await given.rollback();
    expect(statesOf(await changes(position))).toEqual(['withheld']);
    await slow.commit();
    await release(units[3]!);
  });

  it('INV-8 however many write at once, a reader who follows gets every change once', async () => {
    let { position } = await changes();
    const begin = position;
    const writing = { on: true };
    const write = async (unitId: string) => {
      for (let round = 0; round < 15; round++) {
        const one = await begun(unitId);
        if (round % 3 === 0) await one.more();
        await (round % 5 === 4 ? one.rollback() : one.commit());
      }
    };
    const seen: string[] = [];
    const follow = async () => {
      const found = await changes(position);
      seen.push(...found.changes.map((row: { position: string }) => row.position));
      ({ position } = found);
    };
    const read = async () => {
      while (writing.on) await follow();
    };
    const writers = Promise.all([...units, ...units].map(write)).finally(() => (writing.on = false));
    await Promise.all([writers, read()]);
    await follow();
    const rows = await inventory.service.rows<{ position: string }>(
      'select position from board_change where project_id = ? and position > ? order by position',
      [inventory.projectId, begin],
    );
    expect(rows.length).toBe(8 * 16);
    expect(seen).toEqual(rows.map((row) => String(row.position)));
  });

  it('INV-8 who is too far behind, or comes from another database, reads the board anew', async () => {
    const [one] = units;
    const { position } = await changes();
    await inventory.service.rows(written.replace('from unit', 'from generate_series(1, 2001), unit'), [one]);
    const behind = await changes(position);
    expect(behind).toMatchObject({ reset: true, changes: [] });
    expect(await changes(behind.position)).toMatchObject({ reset: false, changes: [] });
    expect(await changes('999999999999')).toMatchObject({ reset: true, position: behind.position });
  });

  it('INV-8 need the right to see the project, and a position that is one', async () => {
    await expect(changes(undefined, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(changes('yesterday')).rejects.toMatchObject({ fields: [{ field: 'after' }] });
  });
});
