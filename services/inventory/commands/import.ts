import type { ImportBuilding } from '#contracts/inventory.js';
import { newId } from '#kernel/ids.js';
import type { Asked } from '#messaging/answer.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { BoardChange, changeOf } from '../entities/board-change.js';
import { Building } from '../entities/building.js';
import { PriceVersion } from '../entities/price-version.js';
import { Project } from '../entities/project.js';
import { Unit } from '../entities/unit.js';
import type { EnteredUnit } from '../rules/row.js';
import { refuseUnless } from '../rules/set-up.js';
import { importOf, rowsOf } from '../rules/sheet.js';

/** Enters the good rows of a sheet into a building that is being drafted, a new one or one that exists (INV-1). */
export async function importUnits(em: EntityManager, asked: Asked<ImportBuilding>, cells: string[][]) {
  const { projectId, code } = asked.payload;
  await em.findOneOrFail(Project, projectId);
  const building = await drafted(em, asked);
  const taken = await em.execute<{ code: string }[]>('select code from unit where project_id = ?', [projectId]);
  const found = importOf(rowsOf(cells), code, new Set(taken.map((unit) => unit.code)));
  for (const unit of found.units) enter(em, building, unit, asked);
  return { buildingId: building.id, imported: found.units.length, rejected: found.rejected };
}

async function drafted(em: EntityManager, { payload }: Asked<ImportBuilding>): Promise<Building> {
  const { projectId, code, name } = payload;
  const building = await em.findOne(Building, { projectId, code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!building) return em.create(Building, { id: newId(), projectId, code, name, state: 'drafting' });
  refuseUnless(building, 'drafting');
  return Object.assign(building, { name });
}

/** Until the building is on sale nobody may have the unit: it stands withheld (INV-4, INV-5). */
function enter(
  em: EntityManager,
  building: Building,
  entered: EnteredUnit,
  { actor, at }: Asked<ImportBuilding>,
): void {
  const { pricePerM2, totalPrice, floorPrice, derivation, ...facts } = entered;
  const id = newId();
  const unit = em.create(Unit, {
    ...{ ...facts, id, projectId: building.projectId, buildingId: building.id, enteredBy: actor.id, enteredAt: at },
    ...{ priceVersion: 1, newestVersion: 1, state: 'withheld', since: at, changedAt: at },
  });
  const price = { pricePerM2, totalPrice, floorPrice, derivation, madeAt: at };
  em.create(PriceVersion, { ...price, id: newId(), unitId: id, version: 1 });
  em.create(BoardChange, changeOf(unit, actor));
}
