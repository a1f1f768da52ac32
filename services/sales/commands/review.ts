import { ContractApproved, ContractReviewed, ContractSealed, ReviewContract, SealContract } from '#contracts/sales.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import { rightFacts } from '#permissions/names.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { ContractVersion } from '../entities/amendment.js';
import { ContractReview, lockedContract, makersOf, take, type Contract } from '../entities/contract.js';
import { timingIn } from '../entities/project.js';
import { contentHash } from '../entities/content.js';
import { keepVersion, type Approval } from './revision.js';
import { reviewed, sealed } from '../rules/standing.js';

/** From the signing to the seal: four reviews in order, then the seal (CON-3). */
@Controller()
export class ReviewCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ReviewContract)
  review(asked: Asked<ReviewContract>) {
    const { stage, decision, reason, contractId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, actor, at }) => {
      const contract = await lockedContract(em, contractId);
      refuseUnlessFor(stage, asked.actor);
      refuseUnlessAnother(asked.actor, contract);
      const timing = await timingIn(em, contract.projectId, at);
      take(reviewed(contract, asked.payload, timing), contract, deadlines);
      if (decision === 'approve') Object.assign(contract, { [`${stage}Id`]: actor.id });
      const { unitId, projectId, round, state } = contract;
      const by = { byId: actor.id, byName: actor.name, at, contentHash: contract.contentHash };
      em.create(ContractReview, { id: newId(), contractId, round, stage, decision, reason, ...by });
      const ids = { unitId, contractId, projectId };
      tell(Object.assign(new ContractReviewed(), ids, { stage, decision, reason }));
      if (state === 'approved') approved(em, contract, { by: actor, at, tell });
      return { contractId, state };
    });
  }

  @Answers(SealContract)
  seal(asked: Asked<SealContract>) {
    const { contractId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, actor, at }) => {
      const contract = await lockedContract(em, contractId);
      refuseUnlessAnother(asked.actor, contract);
      await refuseOtherContent(em, contract, asked.payload.paper);
      take(sealed(contract, await timingIn(em, contract.projectId, at)), contract, deadlines);
      Object.assign(contract, { sealedById: actor.id, sealedAt: at });
      const { unitId, projectId, state } = contract;
      tell(Object.assign(new ContractSealed(), { unitId, contractId, projectId, sealedAt: at }));
      return { contractId, state };
    });
  }
}

/** What was approved is the first version to read (CON-4). */
function approved(em: EntityManager, contract: Contract, { by, at, tell }: Approval & Pick<Work, 'tell'>): void {
  keepVersion(em, contract, { by, at });
  const { id: contractId, unitId, projectId } = contract;
  tell(Object.assign(new ContractApproved(), { unitId, contractId, projectId }));
}

/** The seal goes on exactly what was signed off, and on the paper that says so (CON-3). */
async function refuseOtherContent(em: EntityManager, contract: Contract, paper?: string): Promise<void> {
  const { id: contractId, number, trace, termsVersion: version } = contract;
  const kept = contract.state === 'approved' ? await em.findOne(ContractVersion, { contractId, version }) : null;
  if (kept?.contentHash && kept.contentHash !== contentHash({ ...contract, version })) {
    refuse('CON-3.content-differs', { number });
  }
  const wanted = paper?.toLowerCase();
  if (wanted && wanted !== trace && !contract.contentHash.startsWith(wanted)) {
    refuse('CON-3.paper-differs', { number, paper: wanted });
  }
}

/** The stage is the route's; who holds the right for another stage does not get in by this one. */
export function refuseUnlessFor(stage: ReviewContract['stage'], actor: Actor): void {
  const needed = `contract.review-${stage}` as const;
  if (actor.operation !== needed) refuse('ALL-5.no-right', rightFacts(needed));
}

function refuseUnlessAnother(actor: Actor, contract: Contract): void {
  mayTouch(actor, { projectId: contract.projectId, ownerId: contract.consultantId });
  separate(actor, makersOf(contract));
}
