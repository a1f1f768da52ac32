import { RecordPermit, RequestPriceChange, UnitById, UnitOffered } from '#contracts/inventory.js';
import {
  FiledPriceRecorded,
  PermitRecorded,
  PermitResumed,
  Permits,
  PermitSuspended,
  RecordFiledPrices,
  ResumePermit,
  SuspendPermit,
} from '#contracts/inventory-terms.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
let building: { buildingId: string; code: string };
let unitId: string;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());
beforeEach(async () => {
  building = await inventory.building('locked', { floors: 1, perFloor: 2 });
  unitId = await inventory.unit(`${building.code}-101`);
});

const today = dayOf(new Date());
const tomorrow = addDays(today, 1);
const permit = (): Promise<string> => inventory.permit([building.buildingId]).then(({ permitId }) => permitId);
const suspend = (permitId: string, by = cast.li) =>
  inventory.service.ask(SuspendPermit, { permitId, reason: '主管部门暂停网签' }, [by, 'permit.record']);
const resume = (permitId: string, more: object = {}) =>
  inventory.service.ask(ResumePermit, { permitId, reason: '暂停解除', ...more }, [cast.li, 'permit.record']);
const file = (permitId: string, filedPrice: string, about = unitId) =>
  inventory.service.ask(RecordFiledPrices, { permitId, lines: [{ unitId: about, filedPrice }] }, [
    cast.li,
    'permit.record',
  ]);

describe('INV-4 a permit', () => {
  it('INV-4 that is suspended offers nothing, until it is in force again', async () => {
    const permitId = await permit();
    expect(await suspend(permitId)).toEqual({ permitId, state: 'suspended' });
    const selling = inventory.putOnSale(building.buildingId);
    await expect(selling).rejects.toMatchObject({ code: 'INV-4.permit-not-in-force', facts: { stateZh: '已暂停' } });
    await expect(suspend(permitId)).rejects.toMatchObject({ code: 'INV-4.permit-not-in-force' });
    expect(await resume(permitId)).toEqual({ permitId, state: 'effective' });
    await expect(resume(permitId)).rejects.toMatchObject({ code: 'INV-4.permit-in-force' });
    await expect(inventory.putOnSale(building.buildingId)).resolves.toMatchObject({ state: 'on-sale' });
    const { projectId } = inventory;
    const { items } = await inventory.service.ask(Permits, { projectId }, [cast.zhao, 'unit.read']);
    const row = items.find((one: { permitId: string }) => one.permitId === permitId);
    expect(row).toMatchObject({ state: 'effective', changedFor: '暂停解除', buildingIds: [building.buildingId] });
    const all = [await inventory.service.told(PermitSuspended), await inventory.service.told(PermitResumed)];
    const mine = all.map((told) => told.filter((event) => event.permitId === permitId));
    expect(mine).toMatchObject([[{ cause: 'suspended' }], [{ reason: '暂停解除' }]]);
  });

  it('INV-4 expires by itself after its last day, and is extended to another', async () => {
    const asked = { projectId: inventory.projectId, number: `限期 ${building.code}`, issuedOn: '2026-01-05' };
    const record = (validUntil: string, number = asked.number) =>
      inventory.service.ask(RecordPermit, { ...asked, number, validUntil, buildingIds: [building.buildingId] }, [
        cast.li,
        'permit.record',
      ]);
    await expect(record('2026-01-31')).rejects.toMatchObject({ code: 'INV-4.permit-not-in-force' });
    const { permitId } = await record(tomorrow);
    const recorded = (await inventory.service.told(PermitRecorded)).find((event) => event.permitId === permitId);
    expect(recorded).toMatchObject({ validUntil: tomorrow });
    await inventory.service.pass('INV-4.permit-expiry', permitId);
    const told = (await inventory.service.told(PermitSuspended)).filter((event) => event.permitId === permitId);
    expect(told).toMatchObject([{ cause: 'expired' }]);
    const selling = inventory.putOnSale(building.buildingId);
    await expect(selling).rejects.toMatchObject({ code: 'INV-4.permit-not-in-force', facts: { stateZh: '已过期' } });
    await expect(resume(permitId, { validUntil: '2026-01-31' })).rejects.toMatchObject({ code: 'INV-4.permit-past' });
    await resume(permitId, { validUntil: addDays(today, 90) });
    await expect(inventory.putOnSale(building.buildingId)).resolves.toMatchObject({ state: 'on-sale' });
  });

  it('ALL-5 is changed by nobody of another project, and rewritten by nobody', async () => {
    const permitId = await permit();
    await expect(suspend(permitId, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const rewrite = inventory.service.rows(`update permit set issued_on = '2020-01-01' where id = ?`, [permitId]);
    await expect(rewrite).rejects.toThrow(/INV-4: a permit stands as it was recorded/);
  });
});

describe('INV-4 the filed price', () => {
  it('INV-4 is recorded with the permit, told, and no change order goes above it', async () => {
    const permitId = await permit();
    expect(await file(permitId, '1900000.00')).toEqual({ permitId, recorded: 1 });
    const told = (await inventory.service.told(FiledPriceRecorded)).filter((event) => event.unitId === unitId);
    expect(told).toMatchObject([{ permitId, filedPrice: '1900000.00' }]);
    const sheet = await inventory.service.ask(UnitById, { unitId }, [cast.zhao, 'unit.read']);
    expect(sheet).toMatchObject({ filedPrice: '1900000.00' });
    const order = (pricePerM2: string) => {
      const asked = {
        buildingId: building.buildingId,
        reason: '调价',
        attachment: '批件',
        lines: [{ unitId, pricePerM2 }],
      };
      return inventory.service.ask(RequestPriceChange, asked, [cast.sun, 'price.change-request']);
    };
    const facts = { price: '1969000.00', filed: '1900000.00' };
    await expect(order('22000.00')).rejects.toMatchObject({ code: 'INV-4.above-filed', facts });
    await expect(order('21229.05')).resolves.toMatchObject({ state: 'requested' });
    await inventory.putOnSale(building.buildingId);
    const offered = (await inventory.service.told(UnitOffered)).find((event) => event.unitId === unitId);
    expect(offered).toMatchObject({ filedPrice: '1900000.00' });
  });

  it('INV-4 is not below the price in force, for no unit that is not covered, not before the lock', async () => {
    const permitId = await permit();
    await expect(file(permitId, '1879531.32')).rejects.toMatchObject({ code: 'INV-4.above-filed' });
    const other = await inventory.building('locked', { floors: 1, perFloor: 1 });
    const elsewhere = await inventory.unit(`${other.code}-101`);
    await expect(file(permitId, '2000000.00', elsewhere)).rejects.toMatchObject({ code: 'INV-4.not-covered' });
    const drafted = await inventory.building('drafting', { floors: 1, perFloor: 1 });
    const { permitId: early } = await inventory.permit([drafted.buildingId]);
    const filing = file(early, '2000000.00', await inventory.unit(`${drafted.code}-101`));
    await expect(filing).rejects.toMatchObject({ code: 'INV-2.wrong-state' });
    const line = { unitId, filedPrice: '2000000.00' };
    const twice = { permitId, lines: [line, line] };
    const asking = inventory.service.ask(RecordFiledPrices, twice, [cast.li, 'permit.record']);
    await expect(asking).rejects.toMatchObject({ code: 'INV-4.filed-twice' });
  });

  it('INV-4 the database takes none below the price in force, and keeps what was filed', async () => {
    const permitId = await permit();
    await file(permitId, '1900000.00');
    const lower = inventory.service.rows('update unit set filed_price = 187953132 where id = ?', [unitId]);
    await expect(lower).rejects.toThrow(/INV-4: a price is above the filed price/);
    const rewrite = inventory.service.rows('update filed_price set amount = 1 where unit_id = ?', [unitId]);
    await expect(rewrite).rejects.toThrow(/permission denied/);
  });
});
