import type { SupervisionPlanState } from '#contracts/finance-funds.js';
import { money, rate } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';
import type { SupervisedTerms } from '../rules/funds.js';
import { ConstructionNode } from './node.js';
import { SupervisedAccount } from './supervised-account.js';

const schema = defineEntity({
  name: 'SupervisionPlan',
  tableName: 'supervision_plan',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    accountId: p.uuid(),
    projectId: p.uuid(),
    supervisedAmount: money(),
    retainedShare: rate(),
    registeredOn: p.string().nullable(),
    attachment: p.string(),
    reason: p.text(),
    state: p.string().$type<SupervisionPlanState>(),
    proposedBy: p.uuid(),
    proposedAt: p.datetime(),
    checkedBy: p.uuid().nullable(),
    checkedAt: p.datetime().nullable(),
    refusedFor: p.text().nullable(),
  },
});

/** The terms of a supervised account: one in force, those before superseded, one perhaps waiting for its check. */
export class SupervisionPlan extends schema.class {}
schema.setClass(SupervisionPlan);

const needSchema = defineEntity({
  name: 'SupervisionNeed',
  tableName: 'supervision_need',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    planId: p.uuid(),
    line: p.integer(),
    nodeId: p.uuid(),
    label: p.string(),
    amount: money(),
  },
});

/** What a node that is not reached needs to stay in the account. */
export class SupervisionNeed extends needSchema.class {}
needSchema.setClass(SupervisionNeed);

/** The needs of the terms, each with the day on which its node was reached. */
export async function needsOf(em: EntityManager, planId: string) {
  const needs = await em.find(SupervisionNeed, { planId }, { orderBy: { line: 'asc' } });
  const nodes = await em.find(ConstructionNode, { id: { $in: needs.map(({ nodeId }) => nodeId) } });
  const reached = new Map(nodes.map(({ id, reachedOn }) => [id, reachedOn ?? undefined]));
  return needs.map(({ nodeId, label, amount }) => ({ nodeId, label, amount, reachedOn: reached.get(nodeId) }));
}

/** The terms as the rule sees them. */
export async function termsOf(em: EntityManager, planId: string): Promise<SupervisedTerms> {
  const { supervisedAmount, retainedShare, registeredOn } = await em.findOneOrFail(SupervisionPlan, planId);
  return { supervisedAmount, retainedShare, registeredOn, needs: await needsOf(em, planId) };
}

/** The accounts whose terms wait for this node, locked, with these terms. */
export async function waitingFor(em: EntityManager, nodeId: string) {
  const needs = await em.find(SupervisionNeed, { nodeId });
  const where = { planId: { $in: needs.map(({ planId }) => planId) } };
  const options = { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE } as const;
  const accounts = await em.find(SupervisedAccount, where, options);
  return Promise.all(accounts.map(async (account) => ({ account, terms: await termsOf(em, account.planId!) })));
}
