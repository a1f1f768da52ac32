import { ConfirmDisbursement, LoanDisbursed, MortgageAdvanced } from '#contracts/mortgage.js';
import { Money } from '#kernel/money.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Application } from '../entities/application.js';
import { Disbursement } from '../entities/disbursement.js';
import { Project } from '../entities/project.js';
import { confirmedWith, loanOf } from '../rules/disbursement.js';
import { after, can, toldOf } from '../rules/steps.js';

@Controller()
export class DisbursementCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The money is there: finance writes the receipt of this part (MOR-5). */
  @Answers(ConfirmDisbursement)
  confirm(asked: Asked<ConfirmDisbursement>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      const { application, lengths, part, confirmed } = await loaded(em, payload);
      mayTouch(actor, { projectId: application.projectId, ownerId: application.consultantId });
      const loan = loanOf(application);
      const total = confirmedWith(part, { state: application.state, loan, confirmed });
      Object.assign(part, { confirmedAt: at, confirmedById: actor.id });
      tell(Object.assign(new LoanDisbursed(), disbursed(application, part)));
      if (total.equals(loan) && can(application.state, 'paid-out')) {
        Object.assign(application, after(application, 'paid-out', at, { lengths }));
        tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
      }
      return { applicationId: application.id, state: application.state };
    });
  }
}

/** The application is locked first: parts confirmed at once are added up one after the other. */
async function loaded(em: EntityManager, { applicationId, disbursementId }: ConfirmDisbursement) {
  const application = await em.findOneOrFail(Application, applicationId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const project = await em.findOneOrFail(Project, application.projectId);
  const part = await em.findOneOrFail(Disbursement, { id: disbursementId, applicationId });
  const parts = await em.find(Disbursement, { applicationId, confirmedAt: { $ne: null } });
  return { application, lengths: project.deadlines, part, confirmed: Money.sum(parts.map(({ amount }) => amount)) };
}

function disbursed(application: Application, { id, bank, amount }: Disbursement): LoanDisbursed {
  const { id: applicationId, contractId, dealId, unitId, projectId } = application;
  return { applicationId, contractId, dealId, unitId, projectId, disbursementId: id, bank, amount };
}
