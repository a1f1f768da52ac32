import { Board, UnitById } from '#contracts/inventory.js';
import { UnitTied, UnitUntied } from '#contracts/sales-attachments.js';
import { SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from '../commands/in-test.js';
import { cancelled, subscribed } from './in-test.js';

let inventory: InventoryInTest;
let buildingId: string;
let home: string;
let space: string;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());
beforeEach(async () => {
  const building = await inventory.building('on-sale', { floors: 1, perFloor: 2 });
  ({ buildingId } = building);
  [home, space] = [await inventory.unit(`${building.code}-101`), await inventory.unit(`${building.code}-102`)];
  for (const unitId of [home, space]) await inventory.service.hear(UnitSubscribed, subscribed(project(), unitId));
});

const project = () => inventory.projectId;
const facts = () => ({
  ...{ unitId: space, projectId: project(), contractId: idOf(`contract ${home}`), homeUnitId: home },
  ...{ homeUnitCode: '3-1201', subscriptionId: subscribed(project(), home).subscriptionId },
});
const tied = () => inventory.service.hear(UnitTied, facts());
const untied = () => {
  const { subscriptionId: _home, ...told } = facts();
  return inventory.service.hear(UnitUntied, { ...told, reason: '改选' });
};
const cancel = (unitId: string) => inventory.service.hear(SubscriptionCancelled, cancelled(project(), unitId));
const sheet = (unitId: string) => inventory.service.ask(UnitById, { unitId }, [cast.zhao, 'unit.read']);

async function shown() {
  const { units } = await inventory.service.ask(Board, { buildingId }, [cast.zhao, 'unit.read']);
  const onBoard = units.find((unit: { unitId: string }) => unit.unitId === space).tiedTo;
  const [at, spaces] = [(await sheet(space)).tiedTo, (await sheet(home)).attachments];
  return [onBoard, at, spaces.map((unit: { unitId: string }) => unit.unitId)];
}

describe('INV-7 parking spaces and storage rooms', () => {
  it('INV-7 what is tied is shown on both, until it is untied', async () => {
    expect(await shown()).toEqual([undefined, undefined, []]);
    await tied();
    expect(await shown()).toEqual([home, home, [space]]);
    expect((await sheet(home)).attachments).toEqual([{ unitId: space, code: expect.any(String), use: '住宅' }]);
    await untied();
    expect(await shown()).toEqual([undefined, undefined, []]);
  });

  it.each([
    ['the home', () => home],
    ['the parking space', () => space],
  ])('INV-7 when the hold on %s ends, the tie is over', async (_name, unit) => {
    await tied();
    await cancel(unit());
    expect(await shown()).toEqual([undefined, undefined, []]);
  });

  it('INV-7 a tie that is heard of after the end of the home’s hold ties nothing', async () => {
    await cancel(home);
    await tied();
    expect(await shown()).toEqual([undefined, undefined, []]);
  });
});
