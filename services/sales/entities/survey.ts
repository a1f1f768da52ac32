import type { Question, SurveyAnswer } from '#contracts/sales-team.js';
import { json } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const questionnaireSchema = defineEntity({
  name: 'Questionnaire',
  tableName: 'questionnaire',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    /** Counts the project's versions from 1. */
    number: p.integer(),
    questions: json<Question[]>(),
    definedById: p.uuid(),
    definedAt: p.datetime(),
  },
});

/** A version of the project's deal survey (CRM-3); added to, never changed. */
export class Questionnaire extends questionnaireSchema.class {}
questionnaireSchema.setClass(Questionnaire);

const schema = defineEntity({
  name: 'Survey',
  tableName: 'survey',
  properties: {
    /** The id of its subscription. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    unitCode: p.string(),
    customerId: p.uuid(),
    consultantId: p.uuid(),
    /** The month in China of the subscription, in which the survey counts. */
    month: p.string(),
    dueBy: p.datetime(),
    /** Since when it is on the list 未做成交调查; left when it is recorded. */
    overdueSince: p.datetime().nullable(),
    /** When the subscription was cancelled: no survey is wanted any more. */
    cancelledAt: p.datetime().nullable(),
    questionnaireId: p.uuid().nullable(),
    answers: json<SurveyAnswer[]>().comment('personal').nullable(),
    answeredById: p.uuid().nullable(),
    answeredAt: p.datetime().nullable(),
    late: p.boolean().nullable(),
  },
});

/** The deal survey 成交客户调查 of a subscription: wanted, and then recorded once (CRM-3). */
export class Survey extends schema.class {}
schema.setClass(Survey);

/** The survey, locked until the end of the transaction: of two who record it at once one is told so. */
export function lockedSurvey(em: EntityManager, id: string): Promise<Survey> {
  return em.findOneOrFail(Survey, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
