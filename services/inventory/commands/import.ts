import type { ImportBuilding } from '#contracts/inventory.js';
import { newId } from '#kernel/ids.js';
import type { Asked } from '#messaging/answer.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Building } from '../entities/building.js';
import { Project } from '../entities/project.js';
import { enterUnits } from '../entities/unit-rows.js';
import { refuseUnless } from '../rules/set-up.js';
import { importOf, rowsOf } from '../rules/sheet.js';

/** Enters the good rows of a sheet into a building that is being drafted, a new one or one that exists (INV-1). */
export async function importUnits({ em, audited }: Work, { payload }: Asked<ImportBuilding>, cells: string[][]) {
  const { projectId, code } = payload;
  await em.findOneOrFail(Project, projectId);
  const building = await drafted(em, payload);
  const taken = await em.execute<{ code: string }[]>(
    'select code from unit where project_id = ? and removed_at is null',
    [projectId],
  );
  const found = importOf(rowsOf(cells), code, new Set(taken.map((unit) => unit.code)));
  const buildingId = building.id;
  await em.flush();
  await enterUnits(
    em,
    projectId,
    found.units.map((unit) => ({ ...unit, buildingId })),
    audited,
  );
  return { buildingId, imported: found.units.length, rejected: found.rejected };
}

async function drafted(em: EntityManager, { projectId, code, name }: ImportBuilding): Promise<Building> {
  const building = await em.findOne(Building, { projectId, code }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!building) return em.create(Building, { id: newId(), projectId, code, name, state: 'drafting' });
  refuseUnless(building, 'drafting');
  return Object.assign(building, { name });
}
