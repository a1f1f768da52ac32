import { DefineDiscount, DiscountDefined } from '#contracts/inventory.js';
import { DiscountEnded, EndDiscount } from '#contracts/inventory-terms.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Discount } from '../entities/discount.js';
import { Project } from '../entities/project.js';
import { refuseUnlessOne, refuseUnlessReasoned } from '../rules/terms.js';

@Controller()
export class DiscountCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(DefineDiscount)
  define(asked: Asked<DefineDiscount>) {
    const { payload, actor, at } = asked;
    const { supersedes, reason, ...terms } = payload;
    const { projectId, code } = terms;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, tell } = work;
      mayTouch(actor, { projectId });
      await em.findOneOrFail(Project, projectId);
      refuseUnlessOne(payload);
      refuseUnlessReasoned(payload);
      const discountId = newId();
      if (supersedes) await end(work, { id: supersedes, projectId }, reason!, discountId);
      if (await em.count(Discount, { projectId, code, endedAt: null })) refuse('INV-6.discount-exists', { code });
      em.create(Discount, { ...terms, id: discountId, definedBy: actor.id, definedAt: at });
      tell(Object.assign(new DiscountDefined(), { ...terms, discountId }));
      return { discountId };
    });
  }

  @Answers(EndDiscount)
  end(asked: Asked<EndDiscount>) {
    const { discountId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { projectId } = await work.em.findOneOrFail(Discount, discountId);
      mayTouch(asked.actor, { projectId });
      await end(work, { id: discountId, projectId }, reason);
      return { discountId };
    });
  }
}

/** Written at once, so that the discount that takes its place may have its code (ALL-3). */
async function end(work: Work, which: { id: string; projectId: string }, reason: string, supersededBy?: string) {
  const { em, actor, at, tell } = work;
  const discount = await em.findOneOrFail(Discount, which, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (discount.endedAt) refuse('INV-6.discount-ended-already', { code: discount.code, endedAt: discount.endedAt });
  Object.assign(discount, { endedBy: actor.id, endedAt: at, endedFor: reason, supersededBy });
  await em.flush();
  const facts = { discountId: discount.id, projectId: discount.projectId, endedAt: at, reason };
  tell(Object.assign(new DiscountEnded(), facts, supersededBy && { supersededBy }));
}
