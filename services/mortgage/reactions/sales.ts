import { MortgageAdvanced } from '#contracts/mortgage.js';
import { ContractRevised, FilingCancelled } from '#contracts/sales-contracts.js';
import { ContractTakenOver } from '#contracts/sales-takeover.js';
import { ContractFiled, ContractSigned, SubscriptionCancelled } from '#contracts/sales.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { startOf } from '#kernel/time.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Application } from '../entities/application.js';
import { Project } from '../entities/project.js';
import { Submission } from '../entities/submission.js';
import { after, can, isBeforeTheBank, states, stepOfRevision, toldOf } from '../rules/steps.js';

/** What sales tells of contracts. */
@Injectable()
export class SalesReactions {
  /** A contract with a loan opens an application by itself, list 申请按揭 (MOR-1). */
  @Hears(ContractSigned)
  contractSigned(heard: Heard<ContractSigned>, work: Work) {
    return openedFor(heard, work);
  }

  /** A loan whose papers are still to be taken in; a time for that which is over is nobody's deadline (MOR-1). */
  @Hears(ContractTakenOver)
  async contractTakenOver({ event, at }: Heard<ContractTakenOver>, { em, tell }: Work) {
    const { contract, subscriptionId: dealId, unitId, unitCode, projectId, consultantId } = event;
    if (!event.opensMortgage || !contract || (await em.findOne(Application, { dealId }))) return;
    const { contractId, loan: amount, signedOn, registeredAt: filedAt = null } = contract;
    const { deadlines: lengths } = await em.findOneOrFail(Project, projectId);
    const due = deadlineFor(states.collecting.deadline!, startOf(signedOn), lengths);
    const facts = { contractId, dealId, unitId, unitCode, projectId, consultantId, amount, filedAt };
    const dueBy = due > at ? due : null;
    const application = em.create(Application, { id: newId(), ...facts, state: 'collecting', dueBy, openedAt: at });
    tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
  }

  /** The loan follows the contract while no bank has the papers; without a loan there is no application (CON-4). */
  @Hears(ContractRevised)
  async contractRevised(heard: Heard<ContractRevised>, work: Work) {
    const { event, at } = heard;
    const application = await work.em.findOne(Application, { contractId: event.contractId }, forUpdate);
    if (!application) return openedFor(heard, work);
    const step = stepOfRevision(application, event.loan);
    if (!step) return;
    const { deadlines: lengths } = await work.em.findOneOrFail(Project, event.projectId);
    if (event.loan.isPositive) application.amount = event.loan;
    if (step === 'amount') return;
    Object.assign(application, after(application, step, at, { lengths, reason: event.reason }));
    work.tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
  }

  /** What is not on file any more cannot go to the bank (MOR-3); what is there already stays. */
  @Hears(FilingCancelled)
  async filingCancelled({ event }: Heard<FilingCancelled>, { em }: Work) {
    const application = await em.findOne(Application, { contractId: event.contractId }, forUpdate);
    if (application && isBeforeTheBank(application.state)) application.filedAt = null;
  }

  /** Only a filed contract's papers go to the bank (MOR-3). */
  @Hears(ContractFiled)
  async contractFiled({ event }: Heard<ContractFiled>, { em }: Work) {
    const application = await em.findOne(Application, { contractId: event.contractId });
    if (application) application.filedAt = event.registeredAt;
  }

  /** Without the deal there is no loan; whatever was under way with bank and registry stops. */
  @Hears(SubscriptionCancelled)
  async subscriptionCancelled({ event }: Heard<SubscriptionCancelled>, { em, at, tell, deadlines }: Work) {
    const where = { dealId: event.subscriptionId };
    const application = await em.findOne(Application, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!application || !can(application.state, 'deal-cancelled')) return;
    Object.assign(application, after(application, 'deal-cancelled', at, { lengths: {}, reason: event.rule }));
    deadlines.clear('MOR-4.register', application.id);
    deadlines.clear('MOR-4.register-query', application.id);
    for (const submission of await em.find(Submission, { applicationId: application.id, endedFor: null })) {
      submission.endedFor = 'cancelled';
      for (const kind of ['MOR-4.submit', 'MOR-4.query', 'MOR-4.signed', 'MOR-4.registered']) {
        deadlines.clear(kind, submission.id);
      }
    }
    tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
  }
}

const forUpdate = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;

async function openedFor({ event, at }: Heard<ContractSigned | ContractRevised>, { em, tell }: Work): Promise<void> {
  if (!event.loan.isPositive) return;
  const { deadlines: lengths } = await em.findOneOrFail(Project, event.projectId);
  const { contractId, subscriptionId: dealId, unitId, unitCode, projectId, consultantId, loan: amount } = event;
  const known = await em.findOne(Application, { contractId });
  if (known) return;
  const facts = { contractId, dealId, unitId, unitCode, projectId, consultantId, amount };
  const dueBy = deadlineFor(states.collecting.deadline!, at, lengths);
  const application = em.create(Application, { id: newId(), ...facts, state: 'collecting', dueBy, openedAt: at });
  tell(Object.assign(new MortgageAdvanced(), toldOf(application)));
}
