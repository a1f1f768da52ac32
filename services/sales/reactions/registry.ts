import { ContractFiled, ContractFilingRefused } from '#contracts/sales.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { Clock, WhenDue, type Due } from '#persistence/clock.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Contract, lockedContract, referenceOf, take } from '../entities/contract.js';
import { timingIn } from '../entities/project.js';
import { Registry, type FilingStanding } from '../ports/registry.js';
import { decided, takenIn, type Timing } from '../rules/standing.js';

/**
 * A contract's way through the registry (CON-6): handed in, then asked about until there is an answer. The registry is
 * asked outside any transaction, and its answer counts only while the contract still waits for that very filing.
 */
@Injectable()
export class RegistryReactions {
  constructor(
    private readonly registry: Registry,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  @WhenDue('CON-6.submit', { outside: true })
  async submit(due: Due) {
    const filing = await this.filingOf(due);
    const registryReference = filing && (await this.registry.submit(filing));
    await this.settle(due, filing, (contract, timing, { deadlines }) => {
      take(takenIn(contract, timing), contract, deadlines);
      Object.assign(contract, { registryReference });
      deadlines.set('CON-6.query', contract.id, deadlineFor('CON-6.query', timing.at, timing.lengths));
    });
  }

  @WhenDue('CON-6.query', { outside: true })
  async query(due: Due) {
    const filing = await this.filingOf(due);
    const standing = filing && (await this.registry.standing(filing.reference));
    await this.settle(due, filing, (contract, timing, work) => heard(standing!, contract, timing, work));
  }

  /** What the registry has or is to get; nothing when the contract waits for nothing there. */
  private async filingOf({ about }: Due) {
    const contract = await this.unitOfWork.read((em) => em.findOneOrFail(Contract, about));
    return contract.state === 'filing' ? { reference: referenceOf(contract), unit: contract.unitCode } : undefined;
  }

  private settle(due: Due, filing: { reference: string } | undefined, act: Act): Promise<void> {
    return this.clock.settle(due, async (work) => {
      const contract = await lockedContract(work.em, due.about);
      if (contract.state !== 'filing' || referenceOf(contract) !== filing?.reference) return;
      act(contract, await timingIn(work.em, contract.projectId, work.at), work);
    });
  }
}

type Act = (contract: Contract, timing: Timing, work: Work) => void;

function heard(standing: FilingStanding, contract: Contract, timing: Timing, { tell, deadlines }: Work): void {
  const { id: contractId, unitId, projectId } = contract;
  if (standing.state === 'submitted') {
    return deadlines.set('CON-6.query', contractId, deadlineFor('CON-6.query', timing.at, timing.lengths));
  }
  const registered = standing.state === 'registered';
  take(decided(contract, registered, timing), contract, deadlines);
  const ids = { unitId, contractId, projectId };
  if (registered) {
    const filed = { filingNumber: standing.number!, registeredAt: new Date(standing.registeredAt!) };
    Object.assign(contract, filed);
    return tell(Object.assign(new ContractFiled(), ids, filed));
  }
  const reason = standing.reason ?? standing.state;
  contract.filingRefusedFor = reason;
  tell(Object.assign(new ContractFilingRefused(), ids, { reason }));
}
