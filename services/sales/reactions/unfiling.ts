import { FilingCancelled } from '#contracts/sales-contracts.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { Clock, WhenDue, type Due } from '#persistence/clock.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Contract, lockedContract, referenceOf, take } from '../entities/contract.js';
import { timingIn } from '../entities/project.js';
import { Registry } from '../ports/registry.js';
import { takenOffFile, type Timing } from '../rules/standing.js';

/** A filing that is cancelled at the registry (CON-4): asked for outside any transaction until it says so. */
@Injectable()
export class UnfilingReactions {
  constructor(
    private readonly registry: Registry,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @WhenDue('CON-6.cancel', { outside: true })
  async cancel(due: Due) {
    const filed = await this.unitOfWork.read((em) => em.findOneOrFail(Contract, due.about));
    const reference = filed.state === 'unfiling' ? referenceOf(filed) : undefined;
    const standing = reference && (await this.registry.cancel(reference));
    await this.clock.settle(due, async (work) => {
      const contract = await lockedContract(work.em, due.about);
      if (!standing || contract.state !== 'unfiling' || referenceOf(contract) !== reference) return;
      const timing = await timingIn(work.em, contract.projectId, work.at);
      if (standing.state === 'cancelled') return offFile(contract, timing, work);
      work.deadlines.set('CON-6.cancel', contract.id, deadlineFor('CON-6.query', timing.at, timing.lengths));
    });
  }
}

function offFile(contract: Contract, timing: Timing, { tell, deadlines }: Work): void {
  const { id: contractId, unitId, projectId, filingNumber, unfilingReason: reason } = contract;
  take(takenOffFile(contract, timing), contract, deadlines);
  Object.assign(contract, { registeredAt: null, unfilingReason: null });
  const facts = { unitId, contractId, projectId, filingNumber, reason, cancelledAt: timing.at };
  tell(Object.assign(new FilingCancelled(), facts));
}
