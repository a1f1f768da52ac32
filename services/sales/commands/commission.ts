import { CommissionExplained, ExplainCommission } from '#contracts/sales-team.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { CommissionFlag } from '../entities/commission-flag.js';
import { explained } from '../rules/commission.js';

/** The sales manager alone explains, and so by customer.assign, which nobody else holds (CRM-6). */
@Controller()
export class CommissionCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ExplainCommission)
  explain(asked: Asked<ExplainCommission>) {
    const { contractId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, actor, at }) => {
      const flag = await em.findOneOrFail(CommissionFlag, contractId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const { unitId, subscriptionId, projectId, consultantId } = flag;
      mayTouch(asked.actor, { projectId });
      Object.assign(flag, explained(flag, actor, reason, at));
      const ids = { unitId, contractId, subscriptionId, projectId, consultantId };
      tell(Object.assign(new CommissionExplained(), ids, { reason }));
      return { contractId, earns: true };
    });
  }
}
