import { CancelFiling, FilingCancelled, RecordFiling, RecordFilingCancellation } from '#contracts/sales-contracts.js';
import { ContractFiled, FileContract } from '#contracts/sales.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { openAmendment } from '../entities/amendment.js';
import { lockedContract, take } from '../entities/contract.js';
import { timingIn } from '../entities/project.js';
import { Registry } from '../ports/registry.js';
import { askedOffFile, decided, nextStep, sentToRegistry, takenIn, takenOffFile } from '../rules/standing.js';

@Controller()
export class FilingCommands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registry: Registry,
  ) {}

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
      if (!this.registry.byHand) deadlines.set('CON-6.submit', contractId, at);
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
      if (!this.registry.byHand) deadlines.set('CON-6.cancel', contractId, at);
      return { contractId, state: contract.state };
    });
  }

  /** Where the registry has no line the clerk says when it took the papers, and what it answered (CON-6). */
  @Answers(RecordFiling)
  record(asked: Asked<RecordFiling>) {
    const { contractId, submittedAt, registeredAt, number } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, at }) => {
      const contract = await this.byHand(em, asked, 'filing');
      if (Boolean(registeredAt) !== Boolean(number)) refuse('CON-6.half-registered', {});
      const timing = await timingIn(em, contract.projectId, at);
      take(takenIn(contract, { ...timing, at: submittedAt }), contract, deadlines);
      if (number && registeredAt) {
        take(decided(contract, true, timing), contract, deadlines);
        const { unitId, projectId } = contract;
        Object.assign(contract, { filingNumber: number, registeredAt });
        tell(Object.assign(new ContractFiled(), { unitId, contractId, projectId, filingNumber: number, registeredAt }));
      }
      return { contractId, state: contract.state };
    });
  }

  @Answers(RecordFilingCancellation)
  recordCancellation(asked: Asked<RecordFilingCancellation>) {
    const { contractId, cancelledAt } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, at }) => {
      const contract = await this.byHand(em, asked, 'unfiling');
      const { unitId, projectId, filingNumber, unfilingReason: reason } = contract;
      take(takenOffFile(contract, await timingIn(em, projectId, at)), contract, deadlines);
      Object.assign(contract, { registeredAt: null, unfilingReason: null });
      const facts = { unitId, contractId, projectId, filingNumber, cancelledAt, reason };
      tell(Object.assign(new FilingCancelled(), facts));
      return { contractId, state: contract.state };
    });
  }

  private async byHand(em: EntityManager, asked: Asked<{ contractId: string }>, state: 'filing' | 'unfiling') {
    const contract = await lockedContract(em, asked.payload.contractId);
    mayTouch(asked.actor, { projectId: contract.projectId, ownerId: contract.consultantId });
    if (!this.registry.byHand) refuse('CON-6.by-registry', {});
    if (contract.state !== state) refuse('CON-6.not-filing', { number: contract.number, next: nextStep(contract) });
    return contract;
  }
}
