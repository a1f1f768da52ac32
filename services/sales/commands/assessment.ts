import { CloseAssessmentMonth, scoreSubjects, SetAssessmentWeights, SetTarget } from '#contracts/sales-targets.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Assessment, AssessmentMonth, AssessmentWeights, keptFigures, Target } from '../entities/assessment.js';
import { monthFacts, timesSet } from '../entities/performance.js';
import { Project } from '../entities/project.js';
import { Team } from '../entities/team.js';
import { refuseUneven, targetFigures } from '../rules/assessment.js';
import { standings } from '../rules/performance.js';
import { monthSpan, refuseRunning } from '../rules/team.js';

/** Targets, weights and the closing of a month, by who may set targets: target.set (CRM-5). */
@Controller()
export class AssessmentCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SetTarget)
  target(asked: Asked<SetTarget>) {
    const { projectId, month, subject, subjectId, reason, ...wanted } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      await inOpenMonth(em, asked, month);
      await refuseElsewhere(em, asked.payload);
      const target = { projectId, month, subject, subjectId };
      const version = 1 + (await timesSet(em, target));
      if (version > 1 && !reason) refuse('CRM-5.reason-missing', { month });
      const set = { setById: actor.id, setAt: at, number: version, reason };
      const { id } = em.create(Target, { id: newId(), ...target, ...targetFigures(wanted), ...set });
      return { targetId: id, version };
    });
  }

  @Answers(SetAssessmentWeights)
  weights(asked: Asked<SetAssessmentWeights>) {
    const { projectId, reason, ...weights } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(asked.actor, { projectId });
      refuseUneven(weights);
      const number = 1 + (await em.count(AssessmentWeights, { projectId }));
      const kept = { id: newId(), projectId, number, weights: { ...weights }, reason };
      em.create(AssessmentWeights, { ...kept, setById: actor.id, setAt: at });
      return { version: number };
    });
  }

  /** The scores as they are now are written down, each with its derivation, and stand (ALL-2). */
  @Answers(CloseAssessmentMonth)
  close(asked: Asked<CloseAssessmentMonth>) {
    const { projectId, month } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at: closedAt }) => {
      await inOpenMonth(em, asked, month);
      refuseRunning(month, closedAt);
      const facts = await monthFacts(em, projectId, monthSpan(month));
      em.create(AssessmentMonth, { id: newId(), projectId, month, closedById: actor.id, closedAt });
      const rows = scoreSubjects.flatMap((subject) => standings(facts, subject).map((row) => ({ subject, ...row })));
      const assessed = rows.filter(({ score }) => score);
      for (const { subject, subjectId, actual, target, score } of assessed) {
        const figures = { actual: keptFigures(actual), target: keptFigures(target!) };
        em.create(Assessment, { id: newId(), projectId, month, subject, subjectId, ...figures, ...score!, closedAt });
      }
      return { projectId, month, assessed: assessed.length };
    });
  }
}

/** The lock on the project has targets and the closing come one after the other. */
async function inOpenMonth(em: EntityManager, { actor, payload }: Asked<{ projectId: string }>, month: string) {
  const { projectId } = payload;
  await em.findOneOrFail(Project, projectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  mayTouch(actor, { projectId });
  if (await em.findOne(AssessmentMonth, { projectId, month })) refuse('CRM-5.month-closed', { month });
}

/** A project's target is about the project, a team's about a team of it. */
async function refuseElsewhere(em: EntityManager, { projectId, subject, subjectId }: SetTarget): Promise<void> {
  if (subject === 'consultant') return;
  const home = subject === 'project' ? subjectId : (await em.findOneOrFail(Team, subjectId)).projectId;
  if (home !== projectId) refuse('CRM-5.team-elsewhere', {});
}
