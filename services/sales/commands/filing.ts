import { FileContract } from '#contracts/sales.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { lockedContract, take } from '../entities/contract.js';
import { timingIn } from '../entities/project.js';
import { sentToRegistry } from '../rules/standing.js';

@Controller()
export class FilingCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The clock then hands it in at the registry, and asks until there is an answer (CON-6). */
  @Answers(FileContract)
  file(asked: Asked<FileContract>) {
    const { contractId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines, actor, at }) => {
      const contract = await lockedContract(em, contractId);
      mayTouch(asked.actor, { projectId: contract.projectId, ownerId: contract.consultantId });
      take(sentToRegistry(contract, await timingIn(em, contract.projectId, at)), contract, deadlines);
      const attempt = { filingAttempt: contract.filingAttempt + 1, filingById: actor.id };
      Object.assign(contract, attempt, { filingRefusedFor: null });
      deadlines.set('CON-6.submit', contractId, at);
      return { contractId, state: contract.state };
    });
  }
}
