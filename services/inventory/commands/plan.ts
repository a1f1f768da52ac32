import { DefinePaymentPlan, PaymentPlanDefined } from '#contracts/inventory.js';
import { EndPaymentPlan, PaymentPlanEnded } from '#contracts/inventory-terms.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { keptLines, Plan } from '../entities/plan.js';
import { Project } from '../entities/project.js';
import { refuseUnlessReasoned, refuseUnlessWhole } from '../rules/terms.js';

@Controller()
export class PlanCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(DefinePaymentPlan)
  define(asked: Asked<DefinePaymentPlan>) {
    const { payload, actor, at } = asked;
    const { projectId, code, name, kind, lines, supersedes, reason } = payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { em, tell } = work;
      mayTouch(actor, { projectId });
      await em.findOneOrFail(Project, projectId);
      refuseUnlessWhole(payload);
      refuseUnlessReasoned(payload);
      const planId = newId();
      if (supersedes) await end(work, { id: supersedes, projectId }, reason!, planId);
      if (await em.count(Plan, { projectId, code, endedAt: null })) refuse('INV-6.plan-exists', { code });
      const who = { definedBy: actor.id, definedAt: at };
      em.create(Plan, { id: planId, projectId, code, name, kind, lines: keptLines(lines), ...who });
      tell(Object.assign(new PaymentPlanDefined(), { planId, projectId, code, name, kind, lines }));
      return { planId };
    });
  }

  @Answers(EndPaymentPlan)
  end(asked: Asked<EndPaymentPlan>) {
    const { planId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const { projectId } = await work.em.findOneOrFail(Plan, planId);
      mayTouch(asked.actor, { projectId });
      await end(work, { id: planId, projectId }, reason);
      return { planId };
    });
  }
}

/** Written at once, so that the plan that takes its place may have its code (ALL-3). */
async function end(work: Work, which: { id: string; projectId: string }, reason: string, supersededBy?: string) {
  const { em, actor, at, tell } = work;
  const plan = await em.findOneOrFail(Plan, which, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (plan.endedAt) refuse('INV-6.plan-ended-already', { code: plan.code, endedAt: plan.endedAt });
  Object.assign(plan, { endedBy: actor.id, endedAt: at, endedFor: reason, supersededBy });
  await em.flush();
  const facts = { planId: plan.id, projectId: plan.projectId, endedAt: at, reason };
  tell(Object.assign(new PaymentPlanEnded(), facts, supersededBy && { supersededBy }));
}
