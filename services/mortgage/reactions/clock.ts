import { deadlineFor } from '#kernel/deadlines.js';
import { Clock, WhenDue, type Due } from '#persistence/clock.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Injectable } from '@nestjs/common';
import { Application } from '../entities/application.js';
import { Project } from '../entities/project.js';
import { Submission } from '../entities/submission.js';
import { Bank } from '../ports/bank.js';
import { Registry } from '../ports/registry.js';
import { bankSaid } from './bank.js';
import { registrySaid } from './registry.js';

/**
 * What the system does with bank and registry when its time has come. It asks with no transaction open and writes down
 * the answer in one; asked again after a crash, they do it once.
 */
@Injectable()
export class MortgageClock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly bank: Bank,
    private readonly registry: Registry,
  ) {}

  /** The papers go to the bank: a new application, or what it asked for besides (MOR-3). */
  @WhenDue('MOR-4.submit', { outside: true })
  async submit(due: Due) {
    const { application, submission, lengths } = await this.atBank(due.about);
    const { id: reference, round, bankReference } = submission;
    const applying = { reference, unit: application.unitCode, amount: application.amount };
    if (bankReference) await this.bank.bringPapers(reference, round);
    const given = bankReference ?? (await this.bank.apply(applying));
    await this.clock.settle(due, async ({ em, at, deadlines }) => {
      Object.assign(await em.findOneOrFail(Submission, reference), { bankReference: given });
      deadlines.set('MOR-4.query', reference, deadlineFor('MOR-4.query', at, lengths));
    });
  }

  @WhenDue('MOR-4.query', { outside: true })
  async askBank(due: Due) {
    const { submission } = await this.atBank(due.about);
    const notices = await this.bank.notices(submission.id, submission.lastSequence);
    await this.clock.settle(due, (work) => bankSaid(work, submission.id, notices));
  }

  @WhenDue('MOR-4.signed', { outside: true })
  async tellSigned(due: Due) {
    await this.bank.customerSigned(due.about);
    await this.clock.settle(due, async () => {});
  }

  @WhenDue('MOR-4.register', { outside: true })
  async register(due: Due) {
    const { application, lengths } = await this.registering(due.about);
    await this.registry.register({ reference: application.registrationId!, unit: application.unitCode });
    await this.clock.settle(due, async ({ at, deadlines }) => {
      deadlines.set('MOR-4.register-query', due.about, deadlineFor('MOR-4.register-query', at, lengths));
    });
  }

  @WhenDue('MOR-4.register-query', { outside: true })
  async askRegistry(due: Due) {
    const { application } = await this.registering(due.about);
    const standing = await this.registry.standing(application.registrationId!);
    await this.clock.settle(due, (work) => registrySaid(work, due.about, standing));
  }

  /** The bank pays when it knows the number of the mortgage; from then on it is asked for what it paid. */
  @WhenDue('MOR-4.registered', { outside: true })
  async tellRegistered(due: Due) {
    const { application, lengths } = await this.atBank(due.about);
    await this.bank.mortgageRegistered(due.about, application.registrationNumber!);
    await this.clock.settle(due, async ({ at, deadlines }) => {
      deadlines.set('MOR-4.query', due.about, deadlineFor('MOR-4.query', at, lengths));
    });
  }

  private atBank(submissionId: string) {
    return this.unitOfWork.read(async (em) => {
      const submission = await em.findOneOrFail(Submission, submissionId);
      const application = await em.findOneOrFail(Application, submission.applicationId);
      const project = await em.findOneOrFail(Project, application.projectId);
      return { submission, application, lengths: project.deadlines };
    });
  }

  private registering(applicationId: string) {
    return this.unitOfWork.read(async (em) => {
      const application = await em.findOneOrFail(Application, applicationId);
      const project = await em.findOneOrFail(Project, application.projectId);
      return { application, lengths: project.deadlines };
    });
  }
}
