import { Assessments, Scores, Teams } from '#contracts/sales-targets.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Assessment, figuresOf } from '../entities/assessment.js';
import { monthFacts } from '../entities/performance.js';
import { Project } from '../entities/project.js';
import { Team, TeamMember } from '../entities/team.js';
import { standings } from '../rules/performance.js';
import { monthSpan } from '../rules/team.js';
import { reachOf } from './reach.js';

@Controller()
export class AssessmentQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(Teams)
  teams({ payload: { projectId, limit = 50, after }, actor }: Asked<Teams>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId, ownerId: actor.id });
      const where = { projectId, ...(after && { id: { $gt: after } }) };
      const found = await em.find(Team, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const teams = found.slice(0, limit);
      const orderBy = { from: 'asc', id: 'asc' } as const;
      const people = await em.find(TeamMember, { teamId: { $in: teams.map(({ id }) => id) } }, { orderBy });
      const items = teams.map(({ id: teamId, name }) => ({ teamId, name, members: membersOf(teamId, people) }));
      return { items, next: found.length > limit ? items.at(-1)!.teamId : undefined };
    });
  }

  /** As things stand now; a month that is closed is read in `Assessments`. */
  @Answers(Scores)
  scores({ payload: { projectId, month, subject, limit = 50, after = '' }, actor }: Asked<Scores>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const own = reachOf(actor, projectId);
      const rows = standings(await monthFacts(em, projectId, monthSpan(month)), subject);
      const seen = rows.filter(({ subjectId }) => subjectId > after && mayBeSeen(own, subject, subjectId));
      const items = seen.slice(0, limit);
      return { items, next: seen.length > limit ? items.at(-1)!.subjectId : undefined };
    });
  }

  /** Ids are in the order of closing. */
  @Answers(Assessments)
  assessments({ payload, actor }: Asked<Assessments>) {
    const { projectId, month, subject, band, limit = 50, after } = payload;
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const wanted = { ...(month && { month }), ...(subject && { subject }), ...(band && { band }) };
      const where = { projectId, ...wanted, ...ownOnly(actor, projectId), ...(after && { id: { $lt: after } }) };
      const found = await em.find(Assessment, where, { orderBy: { id: 'desc' }, limit: limit + 1 });
      const last = found.length > limit ? found[limit - 1] : undefined;
      return { items: found.slice(0, limit).map(rowOf), next: last?.id };
    });
  }
}

/** A consultant sees their own results alone, and not how others did. */
function mayBeSeen(own: string | undefined, subject: Scores['subject'], subjectId: string): boolean {
  return own === undefined || (subject === 'consultant' && subjectId === own);
}

function ownOnly(actor: Actor, projectId: string) {
  const own = reachOf(actor, projectId);
  return own ? { $and: [{ subject: 'consultant' as const, subjectId: own }] } : {};
}

function membersOf(teamId: string, people: TeamMember[]) {
  return people
    .filter((member) => member.teamId === teamId)
    .map(({ personId, name, from, until }) => ({ personId, name, from, until: until ?? undefined }));
}

function rowOf({ month, subject, subjectId, actual, target, closedAt, ...score }: Assessment) {
  const { points, exact, band, derivation } = score;
  const figures = { actual: figuresOf(actual), target: figuresOf(target) };
  return { month, subject, subjectId, ...figures, score: { points, exact, band, derivation }, closedAt };
}
