import { HandoverByContract, Handovers, type HandoverSheet } from '#contracts/handover.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Handover } from '../entities/handover.js';
import { Defect } from '../entities/inspection.js';
import { Project } from '../entities/project.js';
import { Settlement } from '../entities/settlement.js';
import { TitleApplication } from '../entities/title.js';

@Controller()
export class HandoverQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(HandoverByContract)
  byContract({ payload, actor }: Asked<HandoverByContract>) {
    return this.unitOfWork.read(async (em) => {
      const handover = await em.findOneOrFail(Handover, payload.contractId);
      mayTouch(actor, { projectId: handover.projectId, ownerId: handover.consultantId });
      return sheetOf(em, handover);
    });
  }

  @Answers(Handovers)
  list({ payload, actor }: Asked<Handovers>) {
    return this.unitOfWork.read(async (em) => {
      const { projectId, state, after, limit = 50 } = payload;
      await em.findOneOrFail(Project, projectId);
      const scope = inScope(actor, { project: 'projectId', owner: 'consultantId' });
      const wanted = { projectId, ...(state ? { state } : {}), ...(after ? { id: { $gt: after } } : {}) };
      const where = { $and: [wanted, scope] };
      const found = await em.find(Handover, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map((handover) => {
        const { id: contractId, unitId, unitCode } = handover;
        return { contractId, state: handover.state, unitId, unitCode };
      });
      return { items, ...(found.length > limit ? { next: items.at(-1)!.contractId } : {}) };
    });
  }
}

async function sheetOf(em: EntityManager, handover: Handover): Promise<HandoverSheet> {
  const { id: contractId, state, unitId, projectId, unitCode, clearedAt, unclearedAt, noticeOn, handedOn } = handover;
  const open = await em.find(Defect, { contractId, repairedOn: null }, { orderBy: { id: 'asc' } });
  const settlement = await em.findOne(Settlement, { contractId });
  const title = await em.findOne(TitleApplication, { contractId }, { orderBy: { id: 'desc' } });
  return {
    ...{ contractId, state, unitId, projectId, unitCode, cleared: Boolean(clearedAt) && !unclearedAt },
    ...present({ noticeOn, handedOn, settlementId: settlement?.id }),
    defects: open.map(({ item, note }) => ({ item, passed: false, ...present({ note }) })),
    ...present({ titleState: title?.state, certificateNumber: title?.certificateNumber }),
    ...present({ titleRefusedFor: title?.refusedFor }),
  };
}

/** Without the fields that have no value yet. */
function present<T extends object>(fields: T) {
  const entries = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
