import { Deadlines } from '#contracts/inventory-policy.js';
import { deadlineFor, deadlines, type DeadlineId, type DeadlineLengths } from '#kernel/deadlines.js';
import type { Instant } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';

@Controller()
export class DeadlineQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Every deadline with the project's own length, or else the catalogue's (ALL-6). */
  @Answers(Deadlines)
  async deadlines({ payload: { projectId }, actor, at }: Asked<Deadlines>) {
    const project = await this.unitOfWork.read((em) => em.findOneOrFail(Project, projectId));
    mayTouch(actor, { projectId });
    return { items: (Object.keys(deadlines) as DeadlineId[]).map((id) => rowOf(id, project.deadlines, at)) };
  }
}

function rowOf(id: DeadlineId, own: DeadlineLengths, now: Instant) {
  const { rule, zh, en, length, clock, overdueList, acts } = deadlines[id];
  const list = overdueList ? { listZh: overdueList.zh, listEn: overdueList.en } : {};
  const fromNow = deadlineFor(id, now, own);
  return { id, rule, zh, en, length: own[id] ?? length, own: id in own, clock, fromNow, ...list, acts };
}
