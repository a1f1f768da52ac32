import { CheckRelease, RequestRelease } from '#contracts/finance-funds.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { ConstructionNode } from '../entities/node.js';
import { lockedRelease, Release } from '../entities/release.js';
import { lockedSupervised } from '../entities/supervised-account.js';
import { termsOf } from '../entities/supervision-plan.js';
import { pendingWith, releasable } from '../rules/funds.js';
import { checkedByAnother } from './funds-check.js';

@Controller()
export class ReleaseCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of two requests at once the second waits, and finds what the first has left (FIN-12). */
  @Answers(RequestRelease)
  request(asked: Asked<RequestRelease>) {
    const { accountId, nodeId = null, purpose, amount, attachment } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const account = await lockedSupervised(em, accountId);
      const { projectId, bank, state } = account;
      mayTouch(asked.actor, { projectId });
      if (state !== 'open') refuse('FIN-12.not-open', { bank, state });
      if (nodeId) await em.findOneOrFail(ConstructionNode, nodeId);
      account.pending = pendingWith(account, releasable(account.balance, await termsOf(em, account.planId!)), amount);
      const made = { requestedBy: actor.id, requestedAt: at, state: 'requested' as const };
      const what = { accountId, projectId, nodeId, purpose, amount, attachment };
      return answerOf(em.create(Release, { id: newId(), ...what, ...made }));
    });
  }

  @Answers(CheckRelease)
  check(asked: Asked<CheckRelease>) {
    const { releaseId, decision, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at, deadlines }) => {
      const release = await lockedRelease(em, releaseId);
      checkedByAnother(asked.actor, release.projectId, release.requestedBy);
      if (release.state !== 'requested') refuse('FIN-12.release-checked', { state: release.state });
      if (decision === 'refuse' && !reason?.trim()) refuse('FIN-12.reason-missing', {});
      Object.assign(release, { checkedBy: actor.id, checkedAt: at });
      if (decision === 'approve') {
        release.state = 'checked';
        deadlines.set('FIN-12.release', releaseId, at);
      } else {
        const account = await lockedSupervised(em, release.accountId);
        account.pending = account.pending.minus(release.amount);
        Object.assign(release, { state: 'refused', refusedFor: reason });
      }
      return answerOf(release);
    });
  }
}

function answerOf({ id: releaseId, state, amount }: Release) {
  return { releaseId, state, amount };
}
