import { CancelFiling } from '#contracts/sales-contracts.js';
import { FileContract } from '#contracts/sales.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { openAmendment } from '../entities/amendment.js';
import { lockedContract, take } from '../entities/contract.js';
import { timingIn } from '../entities/project.js';
import { askedOffFile, sentToRegistry } from '../rules/standing.js';

@Controller()
export class FilingCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The clock then hands it in at the registry, and asks until there is an answer (CON-6). */
  @Answers(FileContract)
  file(asked: Asked<FileContract>) {
    const { contractId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines, actor, at }) => {
      const contract = await lockedContract(em, contractId);
      if (await openAmendment(em, contractId)) refuse('CON-4.amendment-open', { number: contract.number });
      mayTouch(asked.actor, { projectId: contract.projectId, ownerId: contract.consultantId });
      take(sentToRegistry(contract, await timingIn(em, contract.projectId, at)), contract, deadlines);
      const attempt = { filingAttempt: contract.filingAttempt + 1, filingById: actor.id };
      Object.assign(contract, attempt, { filingRefusedFor: null });
      deadlines.set('CON-6.submit', contractId, at);
      return { contractId, state: contract.state };
    });
  }

  /** Before buyer or unit change, or the contract is withdrawn (CON-4, CON-5); the clock asks the registry. */
  @Answers(CancelFiling)
  cancel(asked: Asked<CancelFiling>) {
    const { contractId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines, at }) => {
      const contract = await lockedContract(em, contractId);
      mayTouch(asked.actor, { projectId: contract.projectId, ownerId: contract.consultantId });
      take(askedOffFile(contract, await timingIn(em, contract.projectId, at)), contract, deadlines);
      contract.unfilingReason = reason;
      deadlines.set('CON-6.cancel', contractId, at);
      return { contractId, state: contract.state };
    });
  }
}
