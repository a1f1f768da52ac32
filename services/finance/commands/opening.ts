import { CarryOutOpeningReceipts, HandInOpeningReceipts } from '#contracts/finance-takeover.js';
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

/** Receipts from before this system 期初收款: handed in by one, booked by another (FIN-2, ALL-4). */
@Controller()
export class OpeningCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(HandInOpeningReceipts)
  handIn(asked: Asked<HandInOpeningReceipts>) {
    const { projectId, file, controlTotal, onError = 'nothing', takenOverOn = dayOf(asked.at) } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines, at }) => {
      mayTouch(asked.actor, { projectId });
      await em.findOneOrFail(Project, projectId);
      const id = newId();
      const said = { takenOverOn, controlTotal: `${controlTotal}` };
      em.create(TableJob, { ...newJob(asked), id, projectId, onError, said });
      em.create(TableJobFile, { id, content: file });
      deadlines.set('FIN-2.opening', id, at);
      return { openingReceiptsId: id, state: 'waiting' as const };
    });
  }

  /** What was checked is checked again, and then booked. */
  @Answers(CarryOutOpeningReceipts)
  carryOut(asked: Asked<CarryOutOpeningReceipts>) {
    const { openingReceiptsId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines, at }) => {
      const job = await em.findOneOrFail(TableJob, openingReceiptsId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      mayTouch(asked.actor, { projectId: job.projectId });
      separate(asked.actor, { 'reconciliation.import': job.requestedBy });
      if (job.state !== 'checked') refuse('FIN-2.opening-not-checked', { state: job.state });
      Object.assign(job, carriedOut(asked));
      deadlines.set('FIN-2.opening', openingReceiptsId, at);
      return { openingReceiptsId, state: 'writing' as const };
    });
  }
}
