import {
  OpenProject,
  ProjectById,
  ProjectOpened,
  UnitReleased,
  UnitWithheld,
  WithholdUnit,
} from '#contracts/inventory.js';
import { SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { ReservationEnded, UnitReserved } from '#contracts/sales-reservations.js';
import { cast, idOf } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from '../commands/in-test.js';
import { cancelled, subscribed } from './in-test.js';

let inventory: InventoryInTest;
let unitId: string;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());
beforeEach(async () => {
  const { code } = await inventory.building('on-sale', { floors: 1, perFloor: 1 });
  unitId = await inventory.unit(`${code}-101`);
});

const ids = () => ({ unitId, projectId: inventory.projectId, reservationId: idOf(`reservation ${unitId}`) });
const reserve = () => inventory.service.hear(UnitReserved, sampleOf(UnitReserved, ids()));
const end = (rule: string, subscriptionId?: string) =>
  inventory.service.hear(ReservationEnded, { ...ids(), rule, subscriptionId });
const history = async () => {
  const sql = 'select state from board_change where unit_id = ? order by at, id';
  return (await inventory.service.rows<{ state: string }>(sql, [unitId])).map((row) => row.state);
};

describe('RES-1 the board', () => {
  it('RES-1 INV-5 shows a unit reserved, and available again when the reservation ends', async () => {
    const before = (await history()).length;
    await reserve();
    await end('RES-1.expired');
    expect((await history()).slice(before)).toEqual(['reserved', 'available']);
  });

  it('RES-1 INV-5 goes from reserved to subscribed without being free in between', async () => {
    const before = (await history()).length;
    await reserve();
    const told = subscribed(inventory.projectId, unitId);
    await end('RES-1.sold', told.subscriptionId);
    await inventory.service.hear(UnitSubscribed, told);
    await inventory.service.hear(SubscriptionCancelled, cancelled(inventory.projectId, unitId));
    expect((await history()).slice(before)).toEqual(['reserved', 'subscribed', 'available']);
  });

  it('RES-1 INV-5 a reservation that was first stands, and the withholding is taken back', async () => {
    await inventory.service.ask(WithholdUnit, { unitId, reason: '样板间' }, [cast.li, 'unit.withhold']);
    await reserve();
    const released = (await inventory.service.told(UnitReleased)).filter((event) => event.unitId === unitId);
    expect(released).toEqual([expect.objectContaining({ reason: expect.stringContaining('预留') })]);
    expect((await history()).at(-1)).toBe('reserved');
    const again = inventory.service.ask(WithholdUnit, { unitId, reason: '再销控' }, [cast.li, 'unit.withhold']);
    await expect(again).rejects.toMatchObject({ code: expect.stringMatching(/^INV-5/) });
    expect((await inventory.service.told(UnitWithheld)).filter((event) => event.unitId === unitId)).toHaveLength(1);
  });

  it('RES-2 a project’s own settings of reservations are kept and told', async () => {
    const reservations = { extensionsMax: 2, maliciousDays: 60 };
    const policy = { deposit: '20000.00', reservations };
    const asked = { code: 'RS', name: '云湖', policy };
    const { projectId } = await inventory.service.ask(OpenProject, asked, [cast.li, 'unit.set-up']);
    const told = (await inventory.service.told(ProjectOpened)).find((event) => event.projectId === projectId);
    expect(told!.policy.reservations).toEqual(reservations);
    const sheet = await inventory.service.ask(ProjectById, { projectId }, [cast.li, 'unit.read']);
    expect(sheet.policy.reservations).toEqual(reservations);
  });
});
