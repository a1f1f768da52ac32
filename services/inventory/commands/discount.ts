import { DefineDiscount, DiscountDefined } from '#contracts/inventory.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Discount } from '../entities/discount.js';
import { Project } from '../entities/project.js';
import { refuseUnlessOne } from '../rules/terms.js';

@Controller()
export class DiscountCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(DefineDiscount)
  define(asked: Asked<DefineDiscount>) {
    const { payload, actor, at } = asked;
    const { projectId, code } = payload;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      mayTouch(actor, { projectId });
      await em.findOneOrFail(Project, projectId);
      refuseUnlessOne(payload);
      if (await em.count(Discount, { projectId, code })) refuse('INV-6.discount-exists', { code });
      const discountId = newId();
      em.create(Discount, { ...payload, id: discountId, definedBy: actor.id, definedAt: at });
      tell(Object.assign(new DiscountDefined(), { ...payload, discountId }));
      return { discountId };
    });
  }
}
