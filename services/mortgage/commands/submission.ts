import { ChooseBank, MortgageAdvanced, SubmitToBank } from '#contracts/mortgage.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Application } from '../entities/application.js';
import { Project } from '../entities/project.js';
import { Submission } from '../entities/submission.js';
import { after, toldOf } from '../rules/steps.js';
import { goesOn, refuseUnlessSubmittable } from '../rules/submission.js';

@Controller()
export class SubmissionCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ChooseBank)
  chooseBank(asked: Asked<ChooseBank>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { application, lengths, submission } = await loaded(em, payload.applicationId);
      mayTouch(actor, { projectId: application.projectId, ownerId: application.consultantId });
      Object.assign(application, after(application, 'bank-chosen', at, { lengths }));
      if (!goesOn(submission, payload.bank)) {
        if (submission) submission.endedFor ??= 'other-bank';
        const id = newId();
        const chosen = { bank: payload.bank, chosenById: actor.id, chosenAt: at };
        em.create(Submission, { id, applicationId: application.id, ...chosen });
        Object.assign(application, { bank: payload.bank, submissionId: id });
      }
      tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
      return { applicationId: application.id, state: application.state };
    });
  }

  /** The papers go to the bank as soon as it can be reached; its answer comes by itself. */
  @Answers(SubmitToBank)
  submit(asked: Asked<SubmitToBank>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines }) => {
      const { application, lengths, submission } = await loaded(em, payload.applicationId);
      mayTouch(actor, { projectId: application.projectId, ownerId: application.consultantId });
      refuseUnlessSubmittable(application);
      Object.assign(application, after(application, 'submitted', at, { lengths }));
      const sent = { submittedById: actor.id, submittedAt: at, round: submission!.round + 1 };
      Object.assign(submission!, sent);
      deadlines.set('MOR-4.submit', submission!.id, deadlineFor('MOR-4.submit', at, lengths));
      tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
      return { applicationId: application.id, state: application.state };
    });
  }
}

async function loaded(em: EntityManager, id: string) {
  const application = await em.findOneOrFail(Application, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const project = await em.findOneOrFail(Project, application.projectId);
  const { submissionId } = application;
  const submission = submissionId ? await em.findOneOrFail(Submission, submissionId) : null;
  return { application, lengths: project.deadlines, submission };
}
