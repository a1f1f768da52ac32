import {
  Releases,
  SupervisedAccountById,
  SupervisedAccounts,
  SupervisedMovements,
  type SupervisedMovementRow,
} from '#contracts/finance-funds.js';
import { Money } from '#kernel/money.js';
import { derive } from '#kernel/derivation.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { Release } from '../entities/release.js';
import { SupervisedAccount } from '../entities/supervised-account.js';
import { SupervisedMovement } from '../entities/supervised-movement.js';
import { needsOf, SupervisionPlan } from '../entities/supervision-plan.js';
import { releasable } from '../rules/funds.js';

@Controller()
export class FundsQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(SupervisedAccounts)
  accounts({ payload: { projectId }, actor }: Asked<SupervisedAccounts>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const found = await em.find(SupervisedAccount, { projectId }, { orderBy: { id: 'asc' } });
      return { items: found.map(accountRow) };
    });
  }

  /** What is in it, what has to stay, and what can be released, with how that was computed (ALL-2). */
  @Answers(SupervisedAccountById)
  account({ payload: { accountId }, actor }: Asked<SupervisedAccountById>) {
    return this.unitOfWork.read(async (em) => {
      const account = await visible(em, accountId, actor);
      const waiting = await em.findOne(SupervisionPlan, { accountId, state: 'proposed' });
      const proposed = waiting ? { proposedPlanId: waiting.id } : {};
      return { ...accountRow(account), ...proposed, ...(await staying(em, account)) };
    });
  }

  @Answers(SupervisedMovements)
  movements({ payload: { accountId, limit = 50, after }, actor }: Asked<SupervisedMovements>) {
    return this.unitOfWork.read(async (em) => {
      await visible(em, accountId, actor);
      const where = { accountId, ...(after && { serial: { $gt: Number(after) } }) };
      const found = await em.find(SupervisedMovement, where, { orderBy: { serial: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(movementRow);
      return { items, next: found.length > limit ? String(items.at(-1)!.serial) : undefined };
    });
  }

  @Answers(Releases)
  releases({ payload: { accountId, state, limit = 50, after }, actor }: Asked<Releases>) {
    return this.unitOfWork.read(async (em) => {
      await visible(em, accountId, actor);
      const where = { accountId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const found = await em.find(Release, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(releaseRow);
      return { items, next: found.length > limit ? items.at(-1)!.releaseId : undefined };
    });
  }
}

async function visible(em: EntityManager, accountId: string, actor: Actor): Promise<SupervisedAccount> {
  const account = await em.findOneOrFail(SupervisedAccount, accountId);
  mayTouch(actor, { projectId: account.projectId });
  return account;
}

async function staying(em: EntityManager, { planId, balance }: SupervisedAccount) {
  const plan = planId && (await em.findOneOrFail(SupervisionPlan, planId));
  if (!plan) {
    const derivation = derive('nothing before the terms are checked', 'FIN-12', { balance }, Money.zero);
    return { needs: [], need: Money.zero, retained: Money.zero, releasable: Money.zero, derivation };
  }
  const { id, supervisedAmount, registeredOn } = plan;
  const needs = await needsOf(em, id);
  const { need, retained, releasable: free, derivation } = releasable(balance, { ...plan, needs });
  const terms = { planId: id, supervisedAmount, registeredOn: registeredOn ?? undefined };
  return { ...terms, needs, need, retained, releasable: free, derivation };
}

function accountRow(account: SupervisedAccount) {
  const { id: accountId, projectId, buildingId, permitNumber, bank, accountNumber, state, balance, pending } = account;
  const place = { buildingId: buildingId ?? undefined, permitNumber: permitNumber ?? undefined };
  return {
    accountId,
    projectId,
    ...place,
    bank,
    accountNumber: `****${accountNumber.slice(-4)}`,
    state,
    balance,
    pending,
  };
}

function movementRow(movement: SupervisedMovement): SupervisedMovementRow {
  const { serial, kind, amount, balance, at, dealId, receiptId, refundId, releaseId } = movement;
  const about = { dealId, receiptId, refundId, releaseId };
  const named = Object.fromEntries(Object.entries(about).filter(([, id]) => id));
  return { serial, kind, amount, balance, at, ...named };
}

function releaseRow({ id: releaseId, state, amount, nodeId, purpose, attachment, requestedAt, refusedFor }: Release) {
  const more = { nodeId: nodeId ?? undefined, refusedFor: refusedFor ?? undefined };
  return { releaseId, state, amount, purpose, attachment, requestedAt, ...more };
}
