import type { AmendmentChanges } from '#contracts/sales-contracts.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { amendedTerms, refuseBuyerOnFile, refuseUnlessAmendable } from '../rules/amendment.js';
import { contentHash } from '../entities/content.js';
import { discountUse } from '../rules/discount-approval.js';
import { buyersOf, refuseUnlessSold } from '../rules/subscription.js';
import { agreedOf, clausesAgreed, keptClauses, keptLines, linesAgreed, type Agreed } from '../entities/agreed.js';
import { ContractVersion } from '../entities/amendment.js';
import type { Contract } from '../entities/contract.js';
import { Customer } from '../entities/customer.js';
import { lockedDiscount } from '../entities/discount-approval.js';
import { nodesOf } from '../entities/node.js';
import { Offer } from '../entities/offer.js';
import { linesOf, Plan } from '../entities/plan.js';
import { Subscription } from '../entities/subscription.js';
import { Supplement } from '../entities/supplement.js';

/** What is agreed once the contract is changed as wanted (CON-4), or the refusal; nothing is changed by it. */
export async function amended(em: EntityManager, contract: Contract, changes: AmendmentChanges, at: Instant) {
  const now = { ...contract, schedule: linesAgreed(contract.schedule) };
  refuseUnlessAmendable(now, Boolean(await em.findOne(Supplement, { contractId: contract.id })));
  const people = await buyersAfter(em, contract, changes);
  refuseBuyerOnFile(now, JSON.stringify(people.buyers) !== JSON.stringify(contract.buyers));
  const approved = await discountFor(em, contract, changes, at);
  const clauses = changes.clauses ?? clausesAgreed(contract.clauses);
  const { deposit } = await em.findOneOrFail(Subscription, contract.subscriptionId);
  const wanted = { plan: await planAfter(em, contract, changes), lines: changes.schedule, approved, clauses };
  const terms = amendedTerms({ ...now, deposit }, wanted);
  const discountApprovalId = approved?.approvalId ?? contract.discountApprovalId ?? null;
  const kept = { schedule: keptLines(terms.schedule), clauses: keptClauses(clauses), discountApprovalId };
  const after = { ...terms, ...people, ...kept };
  const version = contract.termsVersion + 1;
  if (sameContent(contract, after)) refuse('CON-4.no-change', { number: contract.number });
  const hash = contentHash({ ...contract, ...after, version });
  return { ...after, contentHash: hash, discount: approved?.amount ?? null };
}

/** The version that stands, kept for good (CON-4). */
export function keepVersion(em: EntityManager, contract: Contract, approval: Approval): void {
  const { id: contractId, termsVersion: version } = contract;
  const { at: approvedAt, by, amendment } = approval;
  em.create(ContractVersion, {
    ...{ id: newId(), contractId, version, ...agreedOf(contract as Agreed), approvedAt },
    ...{ approvedById: by.id, approvedByName: by.name },
    ...{ amendmentId: amendment?.id ?? null, reason: amendment?.reason ?? null },
  });
}

/** Who approved a version, when, and by which amendment it came. */
export interface Approval {
  by: { id: string; name: string };
  at: Instant;
  amendment?: { id: string; reason: string };
}

async function buyersAfter(em: EntityManager, contract: Contract, changes: AmendmentChanges) {
  const { projectId } = contract;
  const customerId = changes.customerId ?? contract.customerId;
  if (!changes.customerId && !changes.buyers) return { customerId, buyers: contract.buyers };
  const buyers = buyersOf(customerId, changes.buyers);
  for (const buyer of buyers) await em.findOneOrFail(Customer, { id: buyer.customerId, projectId });
  return { customerId, buyers };
}

/** The approval is only looked at: it is used when the amendment is approved. */
async function discountFor(em: EntityManager, contract: Contract, changes: AmendmentChanges, at: Instant) {
  if (!changes.discountApprovalId) return undefined;
  const approval = await lockedDiscount(em, changes.discountApprovalId);
  return discountUse(approval, { ...contract, at }, changes.discountAmount);
}

async function planAfter(em: EntityManager, contract: Contract, { planId }: AmendmentChanges) {
  const id = planId ?? contract.planId;
  const plan = await em.findOneOrFail(Plan, { id, projectId: contract.projectId });
  if (id !== contract.planId) refuseUnlessSold(plan);
  const { buildingId } = await em.findOneOrFail(Offer, contract.unitId);
  const nodes = await nodesOf(em, buildingId);
  return { id, lines: linesOf(plan), nodes, changes: planId !== undefined && planId !== contract.planId };
}

function sameContent(contract: Contract, after: Omit<Agreed, 'contentHash'>): boolean {
  const version = contract.termsVersion;
  return contentHash({ ...contract, ...after, version }) === contentHash({ ...contract, version });
}
