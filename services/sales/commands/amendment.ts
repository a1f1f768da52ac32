import { AbandonAmendment, DraftAmendment, ResubmitAmendment } from '#contracts/sales-contracts.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Amendment, amendmentAnswer, lockedAmendment, openAmendment } from '../entities/amendment.js';
import { lockedContract, nobodyYet, take } from '../entities/contract.js';
import { timingIn } from '../entities/project.js';
import { amended } from './revision.js';
import { dropped, intoReview } from '../rules/standing.js';

/** A change of a reviewed contract, drafted beside it (CON-4). */
@Controller()
export class AmendmentCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(DraftAmendment)
  draft(asked: Asked<DraftAmendment>) {
    const { contractId, changes, reason, attachment } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines, actor, at }) => {
      const contract = await mine(em, contractId, asked);
      const { number, unitId, unitCode, projectId, consultantId } = contract;
      if (await openAmendment(em, contractId)) refuse('CON-4.amendment-open', { number });
      const terms = await amended(em, contract, changes, at);
      const about = { id: newId(), contractId, number, unitId, unitCode, projectId, consultantId };
      const by = { draftedById: actor.id, draftedByName: actor.name, draftedAt: at, submittedById: actor.id };
      const amendment = em.create(Amendment, {
        ...{ ...about, ...terms, ...by, reason, attachment: attachment ?? null },
        ...{ becomes: contract.termsVersion + 1, state: 'in-review', stage: 'supervisor', round: 1 },
      });
      take(intoReview(null, contract, await timingIn(em, projectId, at)), amendment, deadlines);
      return amendmentAnswer(amendment);
    });
  }

  @Answers(ResubmitAmendment)
  resubmit(asked: Asked<ResubmitAmendment>) {
    const { amendmentId, changes, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines, actor, at }) => {
      const { contract, amendment } = await both(em, amendmentId, asked);
      const { state, number, projectId, round } = amendment;
      if (state === 'abandoned') refuse('CON-4.abandoned', { number });
      const step = intoReview({ ...amendment, state }, contract, await timingIn(em, projectId, at));
      Object.assign(amendment, await amended(em, contract, changes, at), nobodyYet);
      Object.assign(amendment, { reason, round: round + 1, submittedById: actor.id });
      take(step, amendment, deadlines);
      return amendmentAnswer(amendment);
    });
  }

  @Answers(AbandonAmendment)
  abandon(asked: Asked<AbandonAmendment>) {
    return this.unitOfWork.run(asked, async ({ em, deadlines }) => {
      const { amendment } = await both(em, asked.payload.amendmentId, asked);
      const { state, number } = amendment;
      if (state === 'approved' || state === 'abandoned') refuse('CON-4.closed', { number, state });
      for (const kind of dropped({ ...amendment, state })) deadlines.clear(kind, amendment.id);
      Object.assign(amendment, { state: 'abandoned', stage: null, overdueFor: null });
      return amendmentAnswer(amendment);
    });
  }
}

async function mine(em: EntityManager, contractId: string, { actor }: { actor: Asked<object>['actor'] }) {
  const contract = await lockedContract(em, contractId);
  mayTouch(actor, { projectId: contract.projectId, ownerId: contract.consultantId });
  return contract;
}

/** The contract first, then its amendment: locked in the order in which everything locks them. */
async function both(em: EntityManager, amendmentId: string, asked: { actor: Asked<object>['actor'] }) {
  const { contractId } = await em.findOneOrFail(Amendment, amendmentId, { disableIdentityMap: true });
  const contract = await mine(em, contractId, asked);
  const amendment = await lockedAmendment(em, amendmentId);
  return { contract, amendment };
}
