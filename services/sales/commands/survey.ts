import { DefineQuestionnaire, RecordSurvey } from '#contracts/sales-team.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { lockedSurvey, Questionnaire } from '../entities/survey.js';
import { refuseUnanswerable, refuseUnfit, surveyed } from '../rules/survey.js';

/**
 * The deal survey 成交客户调查 (CRM-3). The questions are the sales manager's, who holds customer.assign; the consultant
 * of the deal, or who stands above, records the answers by customer.write.
 */
@Controller()
export class SurveyCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The lock on the project decides between two at once: each gets a version of its own. */
  @Answers(DefineQuestionnaire)
  define(asked: Asked<DefineQuestionnaire>) {
    const { projectId, questions } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      await em.findOneOrFail(Project, projectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      mayTouch(asked.actor, { projectId });
      refuseUnanswerable(questions);
      const version = 1 + (await em.count(Questionnaire, { projectId }));
      const kept = { id: newId(), projectId, number: version, questions };
      const { id } = em.create(Questionnaire, { ...kept, definedById: actor.id, definedAt: at });
      return { questionnaireId: id, version };
    });
  }

  /** Any version of the project's questionnaire counts: paper may have been handed out before a new one. */
  @Answers(RecordSurvey)
  record(asked: Asked<RecordSurvey>) {
    const { subscriptionId, questionnaireId, answers } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines, actor, at }) => {
      const survey = await lockedSurvey(em, subscriptionId);
      const { projectId, consultantId } = survey;
      mayTouch(asked.actor, { projectId, ownerId: consultantId });
      const { questions } = await em.findOneOrFail(Questionnaire, { id: questionnaireId, projectId });
      const recorded = surveyed(survey, at);
      refuseUnfit(questions, answers);
      Object.assign(survey, { ...recorded, questionnaireId, answers, answeredById: actor.id });
      deadlines.clear('CRM-3.survey', subscriptionId);
      return { subscriptionId, late: recorded.late };
    });
  }
}
