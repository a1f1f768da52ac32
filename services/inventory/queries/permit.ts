import { Permits } from '#contracts/inventory-terms.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { CoveredBuilding, Permit } from '../entities/permit.js';
import { Project } from '../entities/project.js';

@Controller()
export class PermitQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(Permits)
  permits({ payload: { projectId }, actor }: Asked<Permits>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const orderBy = { issuedOn: 'asc', number: 'asc' } as const;
      const permits = await em.find(Permit, { projectId }, { orderBy, limit: 500 });
      const covered = await em.find(CoveredBuilding, { permitId: { $in: permits.map(({ id }) => id) } });
      return { items: permits.map((permit) => rowOf(permit, covered)) };
    });
  }
}

function rowOf({ id: permitId, number, issuedOn, validUntil, state, changedFor }: Permit, all: CoveredBuilding[]) {
  const buildingIds = all.filter((one) => one.permitId === permitId).map(({ buildingId }) => buildingId);
  const said = { ...(validUntil ? { validUntil } : {}), ...(changedFor ? { changedFor } : {}) };
  return { permitId, number, issuedOn, state, buildingIds, ...said };
}
