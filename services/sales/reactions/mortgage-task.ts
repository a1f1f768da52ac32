import { MortgageAdvanced } from '#contracts/mortgage.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { MortgageTask } from '../entities/mortgage-task.js';
import { Project } from '../entities/project.js';
import { customersTurn } from '../rules/task.js';

/** What mortgage tells, for the tasks of the customer's consultant. */
@Injectable()
export class MortgageTaskReactions {
  /** Papers to bring or a signature to give are the consultant's to see to (CRM-4). */
  @Hears(MortgageAdvanced)
  async advanced({ event, at }: Heard<MortgageAdvanced>, { em }: Work) {
    const { applicationId: id, dealId: subscriptionId, projectId, state } = event;
    const { deadlines } = await em.findOneOrFail(Project, projectId);
    const standing = { state, dueBy: customersTurn(state, at, deadlines) };
    const known = await em.findOne(MortgageTask, id);
    if (known) Object.assign(known, standing);
    else em.create(MortgageTask, { id, subscriptionId, projectId, ...standing });
  }
}
