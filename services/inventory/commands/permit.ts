import { RecordPermit } from '#contracts/inventory.js';
import { PermitRecorded } from '#contracts/inventory-terms.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, endOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { CoveredBuilding, Permit } from '../entities/permit.js';
import { Project } from '../entities/project.js';
import { refuseUnlessEffective } from '../rules/permit.js';

@Controller()
export class PermitCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RecordPermit)
  record(asked: Asked<RecordPermit>) {
    const { payload, actor, at } = asked;
    const { projectId, number, issuedOn, validUntil } = payload;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines }) => {
      mayTouch(actor, { projectId });
      await em.findOneOrFail(Project, projectId);
      refuseUnlessEffective({ number, issuedOn, validUntil, state: 'effective' }, dayOf(at));
      if (await em.count(Permit, { number })) refuse('INV-4.permit-exists', { number });
      const buildings = await buildingsOf(em, payload);
      const permitId = newId();
      const terms = { projectId, number, issuedOn, ...(validUntil && { validUntil }) };
      const by = { recordedBy: actor.id, recordedAt: at };
      em.create(Permit, { id: permitId, ...terms, state: 'effective', ...by });
      for (const { id: buildingId } of buildings) em.create(CoveredBuilding, { id: newId(), permitId, buildingId });
      if (validUntil) deadlines.set('INV-4.permit-expiry', permitId, endOf(validUntil));
      tell(Object.assign(new PermitRecorded(), { permitId, ...terms }));
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
