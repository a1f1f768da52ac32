import {
  CheckSupervisionTerms,
  CloseSupervisedAccount,
  OpenSupervisedAccount,
  ProposeSupervisionTerms,
  type SupervisionTerms,
} from '#contracts/finance-funds.js';
import { settingsOf } from '#contracts/finance-settings.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { ConstructionNode } from '../entities/node.js';
import { Project } from '../entities/project.js';
import { lockedSupervised, SupervisedAccount } from '../entities/supervised-account.js';
import { SupervisionNeed, SupervisionPlan, termsOf } from '../entities/supervision-plan.js';
import { agreedTerms, releasable } from '../rules/funds.js';
import { checkedByAnother } from './funds-check.js';

@Controller()
export class FundsCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(OpenSupervisedAccount)
  open(asked: Asked<OpenSupervisedAccount>) {
    const { projectId, buildingId = null, permitNumber = null, bank, accountNumber, terms } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      mayTouch(asked.actor, { projectId });
      await em.findOneOrFail(Project, projectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const already = { projectId, buildingId, state: { $in: ['proposed' as const, 'open' as const] } };
      if (await em.findOne(SupervisedAccount, already)) refuse('FIN-12.account-exists', {});
      const account = em.create(SupervisedAccount, {
        ...{ id: newId(), projectId, buildingId, permitNumber, bank, accountNumber, state: 'proposed' },
        ...{ balance: Money.zero, pending: Money.zero, heldBack: Money.zero, proposedBy: actor.id, proposedAt: at },
      });
      return answerOf(account, await proposed(em, account, terms, { reason: '开立监管账户', by: actor.id, at }));
    });
  }

  @Answers(ProposeSupervisionTerms)
  propose(asked: Asked<ProposeSupervisionTerms>) {
    const { accountId, terms, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const account = await lockedSupervised(em, accountId);
      mayTouch(asked.actor, { projectId: account.projectId });
      if (account.state !== 'open') refuse('FIN-12.not-open', { bank: account.bank, state: account.state });
      if (await em.findOne(SupervisionPlan, { accountId, state: 'proposed' })) refuse('FIN-12.terms-await-check', {});
      return answerOf(account, await proposed(em, account, terms, { reason, by: actor.id, at }));
    });
  }

  /** The nodes first, then the account, as when a node is reached: so neither misses the other. */
  @Answers(CheckSupervisionTerms)
  check(asked: Asked<CheckSupervisionTerms>) {
    const { planId, decision, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at, deadlines }) => {
      const plan = await em.findOneOrFail(SupervisionPlan, planId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      checkedByAnother(asked.actor, plan.projectId, plan.proposedBy);
      if (plan.state !== 'proposed') refuse('FIN-12.terms-checked', { state: plan.state });
      if (decision === 'refuse' && !reason?.trim()) refuse('FIN-12.reason-missing', {});
      await nodesOf(em, await em.find(SupervisionNeed, { planId }), plan.projectId);
      const account = await lockedSupervised(em, plan.accountId);
      const checked = { checkedBy: actor.id, checkedAt: at };
      if (account.state === 'proposed' && decision === 'approve') deadlines.set('FIN-12.day-end', account.id, at);
      if (decision === 'approve') await inForce(em, account, plan, checked);
      else refused(account, Object.assign(plan, checked), reason!);
      return answerOf(account, plan);
    });
  }

  @Answers(CloseSupervisedAccount)
  close(asked: Asked<CloseSupervisedAccount>) {
    const { accountId, reason: closedFor } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const account = await lockedSupervised(em, accountId);
      const { state, bank, balance } = account;
      checkedByAnother(asked.actor, account.projectId, account.proposedBy);
      if (state !== 'open') refuse('FIN-12.not-open', { bank, state });
      const plan = await em.findOneOrFail(SupervisionPlan, account.planId!);
      if (!plan.registeredOn) refuse('FIN-12.not-registered', { bank });
      if (!balance.isZero) refuse('FIN-12.not-empty', { bank, balance });
      Object.assign(account, { state: 'closed', closedBy: actor.id, closedAt: at, closedFor });
      return answerOf(account, plan);
    });
  }
}

interface Proposal {
  reason: string;
  by: string;
  at: Date;
}

/** Terms that wait to be checked; their nodes are the project's, and of the building where the account is of one. */
async function proposed(em: EntityManager, account: SupervisedAccount, asked: SupervisionTerms, by: Proposal) {
  const { id: accountId, projectId, buildingId } = account;
  const project = await em.findOneOrFail(Project, projectId);
  const { needs, ...terms } = agreedTerms(asked, settingsOf(project).funds?.retainedShare);
  const nodes = await nodesOf(em, needs, projectId);
  const elsewhere = buildingId && nodes.find((node) => node.buildingId && node.buildingId !== buildingId);
  if (elsewhere) refuse('FIN-12.node-elsewhere', { node: elsewhere.name ?? elsewhere.id });
  const plan = em.create(SupervisionPlan, {
    ...{ ...terms, id: newId(), accountId, projectId, reason: by.reason, state: 'proposed' },
    ...{ proposedBy: by.by, proposedAt: by.at },
  });
  needs.forEach(({ nodeId, label, amount }, line) => {
    em.create(SupervisionNeed, { id: newId(), planId: plan.id, line, nodeId, label, amount });
  });
  return plan;
}

/** The nodes, so locked that none is reached meanwhile; refuses one that the project does not have. */
async function nodesOf(em: EntityManager, needs: { nodeId: string }[], projectId: string): Promise<ConstructionNode[]> {
  const nodes = [];
  for (const id of needs.map(({ nodeId }) => nodeId).toSorted()) {
    const node = await em.findOneOrFail(ConstructionNode, id, { lockMode: LockMode.PESSIMISTIC_READ });
    if (node.projectId && node.projectId !== projectId) refuse('ALL.unknown', { what: 'ConstructionNode', id });
    nodes.push(node);
  }
  return nodes;
}

interface Checked {
  checkedBy: string;
  checkedAt: Date;
}

async function inForce(em: EntityManager, account: SupervisedAccount, plan: SupervisionPlan, checked: Checked) {
  if (account.planId) {
    (await em.findOneOrFail(SupervisionPlan, account.planId)).state = 'superseded';
    await em.flush();
  }
  Object.assign(plan, checked, { state: 'in-force' });
  const { heldBack } = releasable(account.balance, await termsOf(em, plan.id));
  Object.assign(account, { state: 'open', planId: plan.id, openedAt: account.openedAt ?? checked.checkedAt, heldBack });
}

function refused(account: SupervisedAccount, plan: SupervisionPlan, reason: string): void {
  Object.assign(plan, { state: 'refused', refusedFor: reason });
  if (account.state === 'proposed') account.state = 'refused';
}

function answerOf({ id: accountId, state }: SupervisedAccount, { id: planId, state: planState }: SupervisionPlan) {
  return { accountId, state, planId, planState };
}
