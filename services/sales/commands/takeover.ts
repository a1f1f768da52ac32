import { CarryOutOldDeals, HandInOldDeals } from '#contracts/sales-takeover.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { carriedOut, newJob } from '#persistence/table-job.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { TableJob, TableJobFile } from '../entities/table-job.js';

/** Deals from before this system 旧合同期初导入: handed in by one, carried out by another (CON-1, ALL-4). */
@Controller()
export class TakeoverCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(HandInOldDeals)
  handIn(asked: Asked<HandInOldDeals>) {
    const { projectId, file, onError = 'nothing', takenOverOn = dayOf(asked.at) } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines, at }) => {
      mayTouch(asked.actor, { projectId });
      await em.findOneOrFail(Project, projectId);
      const id = newId();
      em.create(TableJob, { ...newJob(asked), id, projectId, onError, said: { takenOverOn } });
      em.create(TableJobFile, { id, content: file });
      deadlines.set('CON-1.takeover', id, at);
      return { takeoverId: id, state: 'waiting' as const };
    });
  }

  /** What was checked is checked again, and then written. */
  @Answers(CarryOutOldDeals)
  carryOut(asked: Asked<CarryOutOldDeals>) {
    const { takeoverId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines, at }) => {
      const job = await em.findOneOrFail(TableJob, takeoverId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      mayTouch(asked.actor, { projectId: job.projectId });
      separate(asked.actor, { 'unit.set-up': job.requestedBy });
      if (job.state !== 'checked') refuse('CON-1.takeover-not-checked', { state: job.state });
      Object.assign(job, carriedOut(asked));
      deadlines.set('CON-1.takeover', takeoverId, at);
      return { takeoverId, state: 'writing' as const };
    });
  }
}
