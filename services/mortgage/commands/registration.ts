import { MortgageAdvanced, RecordCustomerSigned, RegisterMortgage } from '#contracts/mortgage.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Application } from '../entities/application.js';
import { Project } from '../entities/project.js';
import { after, toldOf } from '../rules/steps.js';

@Controller()
export class RegistrationCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The customer signed the loan; the bank hears of it by itself (MOR-4). */
  @Answers(RecordCustomerSigned)
  customerSigned(asked: Asked<RecordCustomerSigned>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines }) => {
      const { application, lengths } = await loaded(em, payload.applicationId);
      mayTouch(actor, { projectId: application.projectId, ownerId: application.consultantId });
      const { signedOn } = payload;
      if (signedOn > dayOf(at)) refuse('MOR-4.signed-in-future', { signedOn });
      Object.assign(application, after(application, 'customer-signed', at, { lengths }), {
        customerSignedOn: signedOn,
      });
      deadlines.set('MOR-4.signed', application.submissionId!, deadlineFor('MOR-4.signed', at, lengths));
      tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
      return { applicationId: application.id, state: application.state };
    });
  }

  /** Goes to the registry as soon as it can be reached; number and time come back by themselves (MOR-4). */
  @Answers(RegisterMortgage)
  register(asked: Asked<RegisterMortgage>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines }) => {
      const { application, lengths } = await loaded(em, payload.applicationId);
      mayTouch(actor, { projectId: application.projectId, ownerId: application.consultantId });
      Object.assign(application, after(application, 'registration-sent', at, { lengths }), { registrationId: newId() });
      deadlines.set('MOR-4.register', application.id, deadlineFor('MOR-4.register', at, lengths));
      tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
      return { applicationId: application.id, state: application.state };
    });
  }
}

async function loaded(em: EntityManager, id: string) {
  const application = await em.findOneOrFail(Application, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const project = await em.findOneOrFail(Project, application.projectId);
  return { application, lengths: project.deadlines };
}
