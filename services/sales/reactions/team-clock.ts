import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { lockedRequest } from '../entities/service-request.js';
import { lockedSurvey } from '../entities/survey.js';

/** What time makes happen at the team's desk. Whoever does what was due clears the deadline, so these stand. */
@Injectable()
export class TeamClock {
  /** On the list 未做成交调查 (CRM-3). */
  @WhenDue('CRM-3.survey')
  async surveyMissing({ about }: Due, { em, at }: Work) {
    Object.assign(await lockedSurvey(em, about), { overdueSince: at });
  }

  /** On the list 逾期客诉 (CRM-7). */
  @WhenDue('CRM-7.answer')
  async answerLate({ about }: Due, { em, at }: Work) {
    Object.assign(await lockedRequest(em, about), { overdueSince: at });
  }
}
