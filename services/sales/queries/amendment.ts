import { AmendmentById, Amendments, ContractVersionByNumber, ContractVersions } from '#contracts/sales-contracts.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { agreedSheet, type Agreed } from '../entities/agreed.js';
import { Amendment, amendmentAnswer, ContractVersion } from '../entities/amendment.js';
import { Contract, ContractReview, reviewRow } from '../entities/contract.js';
import { Project } from '../entities/project.js';
import { nextStep } from '../rules/standing.js';

/** Changes under way beside their contracts, and every version that was approved (CON-4). */
@Controller()
export class AmendmentQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(AmendmentById)
  amendment({ payload: { amendmentId }, actor }: Asked<AmendmentById>) {
    return this.unitOfWork.read(async (em) => {
      const amendment = await em.findOneOrFail(Amendment, amendmentId);
      mayTouch(actor, { projectId: amendment.projectId, ownerId: amendment.consultantId });
      const said = await em.find(ContractReview, { amendmentId }, { orderBy: { id: 'asc' } });
      return { ...sheetOf(amendment), reviews: said.map(reviewRow) };
    });
  }

  @Answers(Amendments)
  amendments({ payload: { projectId, state, stage, limit = 50, after }, actor }: Asked<Amendments>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const which = { ...(state && { state }), ...(stage && { stage }) };
      const wanted = { projectId, ...which, ...(after && { id: { $gt: after } }) };
      const where = { $and: [inScope(actor, { project: 'projectId', owner: 'consultantId' }), wanted] };
      const found = await em.find(Amendment, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(rowOf);
      return { items, next: found.length > limit ? items.at(-1)!.amendmentId : undefined };
    });
  }

  @Answers(ContractVersions)
  versions({ payload: { contractId }, actor }: Asked<ContractVersions>) {
    return this.unitOfWork.read(async (em) => {
      await readable(em, contractId, actor);
      const found = await em.find(ContractVersion, { contractId }, { orderBy: { version: 'asc' } });
      return { items: found.map(versionOf) };
    });
  }

  @Answers(ContractVersionByNumber)
  version({ payload: { contractId, version }, actor }: Asked<ContractVersionByNumber>) {
    return this.unitOfWork.read(async (em) => {
      await readable(em, contractId, actor);
      return versionOf(await em.findOneOrFail(ContractVersion, { contractId, version: Number(version) }));
    });
  }
}

async function readable(em: EntityManager, id: string, actor: Asked<object>['actor']): Promise<void> {
  const { projectId, consultantId: ownerId } = await em.findOneOrFail(Contract, id);
  mayTouch(actor, { projectId, ownerId });
}

function sheetOf(amendment: Amendment) {
  const { number, projectId, unitCode, reason, draftedByName: draftedBy, draftedAt, state } = amendment;
  const next = state === 'in-review' || state === 'returned' ? nextStep({ ...amendment, state }) : undefined;
  return {
    ...{ ...amendmentAnswer(amendment), number, projectId, unitCode, reason, draftedBy, draftedAt },
    ...{ attachment: amendment.attachment ?? undefined, terms: agreedSheet(amendment as Agreed) },
    ...{ nextStep: next, overdueFor: amendment.overdueFor ?? undefined },
  };
}

function rowOf(amendment: Amendment) {
  const { number, unitCode, reason, draftedAt, stage, overdueFor } = amendment;
  const overdue = Boolean(overdueFor);
  return { ...amendmentAnswer(amendment), number, unitCode, reason, draftedAt, stage: stage ?? undefined, overdue };
}

function versionOf(kept: ContractVersion) {
  const { version, approvedAt, approvedByName: approvedBy, reason, amendmentId } = kept;
  const why = { reason: reason ?? undefined, amendmentId: amendmentId ?? undefined };
  return { ...agreedSheet(kept as Agreed), version, approvedAt, approvedBy, ...why };
}
