import { GenerateBuilding } from '#contracts/inventory-imports.js';
import { UnitPrices } from '#contracts/inventory-terms.js';
import { Board, ProjectById, UnitById } from '#contracts/inventory.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InventoryInTest } from './in-test.js';

let inventory: InventoryInTest;
beforeAll(async () => void (inventory = await InventoryInTest.begin()));
afterAll(() => inventory.service.close());

const place = {
  ...{ suffix: '01', layout: '三室', orientation: '南', use: '住宅', pricingBasis: 'building' },
  ...{ buildingArea: '89.50', innerArea: '71.60', pricePerM2: '21000.35', stepPerFloor: '50.00' },
};
const template = {
  ...{ name: '8 栋', phase: '二期', floors: { from: 1, to: 6, skipped: [4] }, floorPrice: { rate: '0.92' } },
  positions: [place, { ...place, suffix: '02' }],
};

function generated(code: string, more: object = {}, by: Person = cast.sun) {
  const asked = { projectId: inventory.projectId, code, ...template, ...more };
  return inventory.service.ask(GenerateBuilding, asked, [by, 'unit.set-up']);
}

describe('INV-1 a building from a template', () => {
  it('INV-1 is there with its phase and all units, and goes the steps of the set-up', async () => {
    const made = await generated('8');
    expect(made).toMatchObject({ state: 'drafting', units: 10 });
    const { units } = await inventory.service.ask(Board, { buildingId: made.buildingId }, [cast.zhao, 'unit.read']);
    expect(units).toHaveLength(10);
    const unitId = await inventory.unit('8-601');
    const unit = await inventory.service.ask(UnitById, { unitId }, [cast.sun, 'unit.read']);
    expect(unit).toMatchObject({ pricePerM2: '21200.35', totalPrice: '1897431.33', floorPrice: '1745636.82' });
    const seen = await inventory.service.ask(UnitById, { unitId }, [cast.zhao, 'unit.read']);
    expect(seen).toMatchObject({ pricePerM2: '21200.35', totalPrice: '1897431.33' });
    expect(seen).not.toHaveProperty('floorPrice');
    const history = (by: Person) => inventory.service.ask(UnitPrices, { unitId }, [by, 'unit.read']);
    expect((await history(cast.sun)).items).toMatchObject([
      { floorPrice: '1745636.82', derivation: { steps: [{ rule: 'INV-1' }, { rule: 'INV-4' }] } },
    ]);
    const [shown] = (await history(cast.zhao)).items;
    expect(shown).not.toHaveProperty('floorPrice');
    expect(shown).toMatchObject({ totalPrice: '1897431.33', derivation: { steps: [{ rule: 'INV-1' }] } });
    const project = await inventory.service.ask(ProjectById, { projectId: inventory.projectId }, [
      cast.li,
      'unit.read',
    ]);
    expect(project.buildings).toMatchObject([{ code: '8', name: '8 栋', phase: '二期', units: 10 }]);
    await inventory.submit(made.buildingId);
    const asMaker: Person = { ...cast.sun, assignments: [{ role: 'accounting_supervisor', projects: '*' }] };
    await expect(inventory.verify(made.buildingId, asMaker)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    expect(await inventory.verify(made.buildingId)).toMatchObject({ state: 'verified' });
    const phasing = inventory.service.rows(`update building set phase = '三期' where id = ?`, [made.buildingId]);
    await expect(phasing).rejects.toThrow(/keeps its phase/);
  });

  it('INV-1 a code that is taken, of the building or of a unit, is refused; two at once make one', async () => {
    await generated('9');
    await expect(generated('9')).rejects.toMatchObject({ code: 'INV-1.building-exists' });
    await generated('7-1', { positions: [{ ...place, suffix: '1' }] });
    const clash = generated('7', { floors: { from: 1, to: 1 }, positions: [{ ...place, suffix: '1' }] });
    await expect(clash).resolves.toMatchObject({ units: 1 });
    const outcomes = await Promise.allSettled([generated('6'), generated('6')]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('INV-1 refuses a template that is wrong by the name of its field, and writes nothing', async () => {
    const wrong = generated('5', { positions: [place, place] });
    await expect(wrong).rejects.toMatchObject({ code: 'INV-1.template', facts: { field: 'positions.1.suffix' } });
    const unreadable = generated('5', { positions: [{ ...place, innerArea: '七十' }] });
    await expect(unreadable).rejects.toMatchObject({ fields: [{ field: 'positions.0.innerArea' }] });
    expect(await inventory.service.rows(`select from building where code = '5'`)).toEqual([]);
  });

  it('ALL-5 nobody generates into a project that is not theirs', async () => {
    const stranger: Person = { ...cast.sun, assignments: [{ role: 'sales_supervisor', projects: [idOf('other')] }] };
    await expect(generated('4', {}, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });
});
