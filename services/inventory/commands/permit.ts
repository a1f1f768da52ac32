import { RecordPermit } from '#contracts/inventory.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { CoveredBuilding, Permit } from '../entities/permit.js';
import { Project } from '../entities/project.js';

@Controller()
export class PermitCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RecordPermit)
  record(asked: Asked<RecordPermit>) {
    const { payload, actor, at } = asked;
    const { projectId, number, issuedOn } = payload;
    return this.unitOfWork.run(asked, async ({ em }) => {
      mayTouch(actor, { projectId });
      await em.findOneOrFail(Project, projectId);
      if (issuedOn > dayOf(at)) refuse('INV-4.permit-not-effective', { number, issuedOn });
      if (await em.count(Permit, { number })) refuse('INV-4.permit-exists', { number });
      const buildings = await buildingsOf(em, payload);
      const permitId = newId();
      em.create(Permit, { id: permitId, projectId, number, issuedOn, recordedBy: actor.id, recordedAt: at });
      for (const { id: buildingId } of buildings) em.create(CoveredBuilding, { id: newId(), permitId, buildingId });
      return { permitId };
    });
  }
}

/** The buildings of the project that the permit names, none of which another permit covers. */
async function buildingsOf(em: EntityManager, { projectId, buildingIds }: RecordPermit): Promise<Building[]> {
  const ids = [...new Set(buildingIds)];
  const buildings = await em.find(Building, { id: { $in: ids }, projectId });
  const missing = ids.find((id) => !buildings.some((building) => building.id === id));
  if (missing) refuse('ALL.unknown', { what: 'Building', id: missing });
  const covered = await em.findOne(CoveredBuilding, { buildingId: { $in: ids } });
  const building = buildings.find(({ id }) => id === covered?.buildingId);
  if (building) refuse('INV-4.covered-already', { building: building.code });
  return buildings;
}
