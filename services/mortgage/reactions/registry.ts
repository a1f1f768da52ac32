import { MortgageAdvanced } from '#contracts/mortgage.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { Money } from '#kernel/money.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Application } from '../entities/application.js';
import { Disbursement } from '../entities/disbursement.js';
import { Project } from '../entities/project.js';
import type { Standing } from '../ports/registry.js';
import { loanOf } from '../rules/disbursement.js';
import { after, can, type StepName, toldOf } from '../rules/steps.js';

/** How the mortgage stands at the registry (MOR-4): registered with a number, sent back, or still to be asked for. */
export async function registrySaid(work: Work, applicationId: string, standing: Standing): Promise<void> {
  const { em, at, tell, deadlines } = work;
  const application = await em.findOneOrFail(Application, applicationId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const { deadlines: lengths } = await em.findOneOrFail(Project, application.projectId);
  if (application.state !== 'registering') return;
  if (standing.state === 'submitted') {
    return deadlines.set('MOR-4.register-query', applicationId, deadlineFor('MOR-4.register-query', at, lengths));
  }
  const advance = (step: StepName, reason?: string) => {
    Object.assign(application, after(application, step, at, { lengths, reason }));
    tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
  };
  if (standing.state !== 'registered') return advance('registration-refused', standing.reason ?? standing.state);
  const { number: registrationNumber, registeredAt } = standing;
  Object.assign(application, { registrationNumber, registeredAt });
  advance('mortgage-registered');
  deadlines.set('MOR-4.registered', application.submissionId!, deadlineFor('MOR-4.registered', at, lengths));
  const parts = await em.find(Disbursement, { applicationId, confirmedAt: { $ne: null } });
  const paid = Money.sum(parts.map(({ amount }) => amount)).equals(loanOf(application));
  if (paid && can(application.state, 'paid-out')) advance('paid-out');
}
