import { MortgageById, MortgageOfDeal, Mortgages, type MortgageSheet } from '#contracts/mortgage.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import type { Actor } from '#permissions/actor.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Application } from '../entities/application.js';
import { Disbursement } from '../entities/disbursement.js';
import { TakenPaper } from '../entities/paper.js';
import { Project } from '../entities/project.js';
import { checklist, missingPapers } from '../rules/checklist.js';
import { states } from '../rules/steps.js';

@Controller()
export class ApplicationQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(MortgageById)
  byId({ payload, actor }: Asked<MortgageById>) {
    return this.unitOfWork.read((em) => sheetOf(em, { id: payload.applicationId }, actor));
  }

  /** The latest, where a contract was withdrawn and signed again. */
  @Answers(MortgageOfDeal)
  ofDeal({ payload, actor }: Asked<MortgageOfDeal>) {
    return this.unitOfWork.read((em) => sheetOf(em, { dealId: payload.dealId }, actor));
  }

  /** The lists of MOR-4, oldest first. */
  @Answers(Mortgages)
  list({ payload, actor, at }: Asked<Mortgages>) {
    const { projectId, state, limit = 50, after } = payload;
    const own = inScope(actor, { project: 'projectId', owner: 'consultantId' });
    const wanted = { projectId, ...(state ? { state } : {}), ...(after ? { id: { $gt: after } } : {}) };
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const where = { $and: [wanted, own] } as FilterQuery<Application>;
      const rows = await em.find(Application, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = rows.slice(0, limit).map((row) => rowOf(row, at));
      return { items, ...(rows.length > limit ? { next: rows[limit - 1]!.id } : {}) };
    });
  }
}

function rowOf({ id, state, unitCode, amount, bank, dueBy }: Application, at: Date) {
  const due = dueBy ? { dueBy } : {};
  return {
    applicationId: id,
    state,
    unitCode,
    amount,
    ...(bank ? { bank } : {}),
    ...due,
    overdue: Boolean(dueBy && dueBy < at),
  };
}

async function sheetOf(em: EntityManager, where: FilterQuery<Application>, actor: Actor): Promise<MortgageSheet> {
  const application = await em.findOneOrFail(Application, where, { orderBy: { id: 'desc' } });
  const { id: applicationId, contractId, dealId, unitId, projectId, unitCode, amount, state } = application;
  mayTouch(actor, { projectId, ownerId: application.consultantId });
  const papers = await em.find(TakenPaper, { applicationId }, { orderBy: { takenInAt: 'asc', id: 'asc' } });
  const parts = await em.find(Disbursement, { applicationId }, { orderBy: { announcedAt: 'asc', id: 'asc' } });
  const codes = papers.map((paper) => paper.code);
  return {
    ...{ applicationId, contractId, dealId, unitId, projectId, unitCode, amount, state },
    ...{ stateZh: states[state].zh, stateEn: states[state].en, filed: application.filedAt !== null },
    ...present(application),
    missing: missingPapers(codes),
    papers: papers.map(({ code, copies }) => ({ code, copies })),
    checklist: Object.entries(checklist).map(([code, paper]) => ({
      code,
      ...paper,
      taken: codes.some((c) => c === code),
    })),
    disbursements: parts.map((part) => ({
      ...{ disbursementId: part.id, amount: part.amount, announcedAt: part.announcedAt },
      ...(part.confirmedAt ? { confirmedAt: part.confirmedAt } : {}),
    })),
  };
}

/** What is there already of what comes in time. */
function present({ bank, stateReason, dueBy, registrationNumber }: Application) {
  return {
    ...(bank ? { bank } : {}),
    ...(stateReason ? { reason: stateReason } : {}),
    ...(dueBy ? { dueBy } : {}),
    ...(registrationNumber ? { registrationNumber } : {}),
  };
}
