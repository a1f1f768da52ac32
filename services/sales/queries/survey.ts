import { MissingSurveys, Questionnaires, SurveyOfSubscription, Timeliness } from '#contracts/sales-team.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { Questionnaire, Survey } from '../entities/survey.js';
import { laterThan, pageOf } from './place.js';
import { reachOf } from './reach.js';

@Controller()
export class SurveyQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Ids are in the order of definition. */
  @Answers(Questionnaires)
  questionnaires({ payload: { projectId, limit = 50, after }, actor }: Asked<Questionnaires>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId, ownerId: actor.id });
      const where = { projectId, ...(after && { id: { $lt: after } }) };
      const found = await em.find(Questionnaire, where, { orderBy: { id: 'desc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(({ id: questionnaireId, number: version, questions, definedAt }) => {
        return { questionnaireId, version, questions, definedAt };
      });
      return { items, next: found.length > limit ? items.at(-1)!.questionnaireId : undefined };
    });
  }

  @Answers(SurveyOfSubscription)
  survey({ payload: { subscriptionId }, actor }: Asked<SurveyOfSubscription>) {
    return this.unitOfWork.read(async (em) => {
      const survey = await em.findOneOrFail(Survey, subscriptionId);
      const { projectId, customerId, consultantId, dueBy, questionnaireId, answers, answeredAt, late } = survey;
      mayTouch(actor, { projectId, ownerId: consultantId });
      const recorded = answeredAt && { questionnaireId: questionnaireId!, answers: answers!, answeredAt, late: late! };
      return { subscriptionId, customerId, consultantId, dueBy, ...recorded };
    });
  }

  /** Soonest due first (CRM-3); the list 未做成交调查 is those that are overdue. */
  @Answers(MissingSurveys)
  missing({ payload: { projectId, overdue, limit = 50, after }, actor }: Asked<MissingSurveys>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const late = overdue ? { overdueSince: { $ne: null } } : {};
      const wanted = { projectId, answeredAt: null, cancelledAt: null, ...late };
      const scope = inScope(actor, { project: 'projectId', owner: 'consultantId' });
      const where = { $and: [scope, wanted, laterThan(after, 'dueBy')] };
      const found = await em.find(Survey, where, { orderBy: { dueBy: 'asc', id: 'asc' }, limit: limit + 1 });
      return pageOf(found, limit, { at: ({ dueBy }) => dueBy, id: ({ id }) => id, item: missingRow });
    });
  }

  /** Both measured (CRM-3): a consultant a row, in the order of their ids. */
  @Answers(Timeliness)
  timeliness({ payload: { projectId, month, limit = 50, after }, actor, at }: Asked<Timeliness>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const who = reachOf(actor, projectId);
      const values = [projectId, month, at, projectId, month, who ?? null, who ?? null, after ?? null, after ?? null];
      const found = await em.execute<Counts[]>(counted, [...values, limit + 1]);
      const items = found.slice(0, limit);
      return { items, next: found.length > limit ? items.at(-1)!.consultantId : undefined };
    });
  }
}

function missingRow({ id: subscriptionId, customerId, consultantId, unitCode, dueBy, overdueSince }: Survey) {
  return { subscriptionId, customerId, consultantId, unitCode, dueBy, overdue: Boolean(overdueSince) };
}

interface Counts {
  consultantId: string;
  entriesOnTime: number;
  entriesLate: number;
  surveysOnTime: number;
  surveysLate: number;
  surveysMissing: number;
}

const counted = `
  select consultant_id as "consultantId",
    sum(entry_on_time)::int as "entriesOnTime", sum(entry_late)::int as "entriesLate",
    sum(survey_on_time)::int as "surveysOnTime", sum(survey_late)::int as "surveysLate",
    sum(survey_missing)::int as "surveysMissing"
  from (
    select consultant_id, (not late)::int as entry_on_time, late::int as entry_late,
      0 as survey_on_time, 0 as survey_late, 0 as survey_missing
    from customer_entry where project_id = ? and month = ?
    union all
    select consultant_id, 0, 0, coalesce(not late, false)::int, coalesce(late, false)::int,
      (answered_at is null and cancelled_at is null and due_by < ?)::int
    from survey where project_id = ? and month = ?) measured
  where (?::uuid is null or consultant_id = ?::uuid) and (?::uuid is null or consultant_id > ?::uuid)
  group by consultant_id order by consultant_id limit ?`;
