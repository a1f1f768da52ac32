import { DefinePaymentPlan, PaymentPlanDefined } from '#contracts/inventory.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Plan } from '../entities/plan.js';
import { Project } from '../entities/project.js';
import { refuseUnlessWhole } from '../rules/terms.js';

@Controller()
export class PlanCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(DefinePaymentPlan)
  define(asked: Asked<DefinePaymentPlan>) {
    const { payload, actor, at } = asked;
    const { projectId, code, name, kind } = payload;
    return this.unitOfWork.run(asked, async ({ em, tell }) => {
      mayTouch(actor, { projectId });
      await em.findOneOrFail(Project, projectId);
      refuseUnlessWhole(payload);
      if (await em.count(Plan, { projectId, code })) refuse('INV-6.plan-exists', { code });
      const planId = newId();
      const lines = payload.lines.map((line) => ({ ...line, share: line.share.toString() }));
      em.create(Plan, { id: planId, projectId, code, name, kind, lines, definedBy: actor.id, definedAt: at });
      tell(Object.assign(new PaymentPlanDefined(), { ...payload, planId }));
      return { planId };
    });
  }
}
