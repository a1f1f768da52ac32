import { TitleIssued, UnitHandedOver } from '#contracts/handover.js';
import { Board } from '#contracts/inventory.js';
import { ContractSigned, SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { Messaging } from '#messaging/module.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from '../commands/in-test.js';
import { cancelled, handed, signed, subscribed, titled } from './in-test.js';

let inventory: InventoryInTest;
let buildingId: string;
let unitId: string;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());
beforeEach(async () => {
  const building = await inventory.building('on-sale', { floors: 1, perFloor: 1 });
  buildingId = building.buildingId;
  unitId = await inventory.unit(`${building.code}-101`);
});

const project = () => inventory.projectId;
const hear = {
  subscribed: (name?: string) => inventory.service.hear(UnitSubscribed, subscribed(project(), unitId, { name })),
  cancelled: (name?: string) => inventory.service.hear(SubscriptionCancelled, cancelled(project(), unitId, name)),
  signed: (name?: string) => inventory.service.hear(ContractSigned, signed(project(), unitId, name)),
  handed: (name?: string) => inventory.service.hear(UnitHandedOver, handed(project(), unitId, name)),
  titled: (name?: string) => inventory.service.hear(TitleIssued, titled(project(), unitId, name)),
};

async function shown(): Promise<{ state: string; since: string }> {
  const board = await inventory.service.ask(Board, { buildingId }, [cast.zhao, 'unit.read']);
  return board.units[0];
}

async function history(): Promise<string[]> {
  const sql = 'select state from board_change where unit_id = ? order by at, id';
  return (await inventory.service.rows<{ state: string }>(sql, [unitId])).map((row) => row.state);
}

/** Until everything that was heard is handled; what came early is tried again by and by. */
async function settled(): Promise<void> {
  const { inbox } = inventory.service.app.get(Messaging, { strict: false });
  for (;;) {
    const [waiting] = await inventory.service.rows('select from inbox where processed_at is null');
    if (!waiting) return;
    await inbox.drain();
  }
}

describe('INV-5 the board', () => {
  it('INV-5 goes from subscribed to titled as the others tell it, once each, and keeps every change', async () => {
    for (const [tell, state] of [
      ['subscribed', 'subscribed'],
      ['signed', 'contracted'],
      ['handed', 'handed-over'],
      ['titled', 'titled'],
    ] as const) {
      const before = new Date();
      await hear[tell]();
      const now = await shown();
      expect(now.state).toBe(state);
      expect(new Date(now.since).getTime()).toBeGreaterThanOrEqual(before.getTime());
    }
    expect(await history()).toEqual(['withheld', 'available', 'subscribed', 'contracted', 'handed-over', 'titled']);
  });

  it('INV-5 a cancelled subscription frees the unit, which can be held again', async () => {
    await hear.subscribed('first');
    await hear.cancelled('first');
    expect((await shown()).state).toBe('available');
    await hear.subscribed('second');
    expect((await shown()).state).toBe('subscribed');
    expect(await history()).toEqual(['withheld', 'available', 'subscribed', 'available', 'subscribed']);
  });

  it('INV-5 the cancellation of another subscription frees nothing', async () => {
    await hear.subscribed('first');
    await hear.cancelled('first');
    await hear.subscribed('second');
    await hear.cancelled('first');
    await hear.cancelled('never heard of');
    expect((await shown()).state).toBe('subscribed');
    expect(await history()).toHaveLength(5);
  });

  it('INV-5 a subscription that is over when it is heard of holds nothing', async () => {
    await hear.cancelled('first');
    await hear.subscribed('first');
    expect((await shown()).state).toBe('available');
  });

  it('INV-5 keys that are told of before the contract wait for it', async () => {
    await hear.subscribed();
    await expect(hear.handed()).rejects.toThrow(/was not handled/);
    expect((await shown()).state).toBe('subscribed');
    await hear.signed();
    await settled();
    expect((await shown()).state).toBe('handed-over');
    expect(await history()).toEqual(['withheld', 'available', 'subscribed', 'contracted', 'handed-over']);
  });

  it('INV-5 within a hold states only move forward', async () => {
    await hear.subscribed();
    await hear.signed();
    await hear.titled();
    await hear.handed();
    await hear.signed();
    expect((await shown()).state).toBe('titled');
    expect(await history()).toEqual(['withheld', 'available', 'subscribed', 'contracted', 'titled']);
  });

  it('INV-5 keys to a contract whose hold is over change nothing', async () => {
    await hear.subscribed('first');
    await hear.signed('first');
    await hear.cancelled('first');
    await hear.handed('first');
    expect((await shown()).state).toBe('available');
  });

  it('INV-5 with a new hold the one before is over, though its end was not told', async () => {
    await hear.subscribed('first');
    await hear.subscribed('second');
    await hear.cancelled('first');
    expect((await shown()).state).toBe('subscribed');
    await hear.cancelled('second');
    expect((await shown()).state).toBe('available');
  });

  it('INV-8 what the board showed is never rewritten', async () => {
    const rows = inventory.service.rows('update board_change set state = ?', ['titled']);
    await expect(rows).rejects.toThrow(/permission denied/);
  });
});
