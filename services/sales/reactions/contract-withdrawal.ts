import { WithdrawalRefused, WithdrawalSettled } from '#contracts/finance-refunds.js';
import { ContractWithdrawn } from '#contracts/sales-contracts.js';
import { SubscriptionCancelled } from '#contracts/sales.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { ContractWithdrawal, lockedWithdrawal } from '../entities/contract-withdrawal.js';
import { lockedContract, take } from '../entities/contract.js';
import { endHold } from '../entities/hold.js';
import { timingIn } from '../entities/project.js';
import { lockedSubscription } from '../entities/subscription.js';
import { restored, withdrawn } from '../rules/standing.js';

/** How finance ends the withdrawal of a contract (CON-5); that of a subscription is none of its business. */
@Injectable()
export class ContractWithdrawalReactions {
  /** Contract and subscription are off, and the unit is free. */
  @Hears(WithdrawalSettled)
  async settled({ event }: Heard<WithdrawalSettled>, { em, at, tell, deadlines }: Work) {
    const found = await executed(em, event.withdrawalId);
    if (!found) return;
    const { contract, withdrawal } = found;
    const { id: contractId, subscriptionId, unitId, projectId } = contract;
    const { refunded, retained, withdrawalId } = event;
    take(withdrawn(contract, await timingIn(em, projectId, at)), contract, deadlines);
    Object.assign(withdrawal, { state: 'settled', refunded, retained, endedAt: at });
    const rule = 'CON-5.withdrawn';
    const subscription = await lockedSubscription(em, subscriptionId);
    Object.assign(subscription, { state: 'cancelled', cancelledAt: at, cancelledFor: rule });
    await endHold(em, subscriptionId, at, rule);
    const ids = { unitId, subscriptionId, projectId };
    const facts = { ...ids, contractId, withdrawalId, refunded, retained, reason: withdrawal.reason };
    tell(Object.assign(new ContractWithdrawn(), facts));
    tell(Object.assign(new SubscriptionCancelled(), ids, { rule }));
  }

  /** The contract stands where it stood. */
  @Hears(WithdrawalRefused)
  async refused({ event }: Heard<WithdrawalRefused>, { em, at, deadlines }: Work) {
    const found = await executed(em, event.withdrawalId);
    if (!found) return;
    const { contract, withdrawal } = found;
    const { contractState, contractStage } = withdrawal;
    const before = { state: contractState!, stage: contractStage ?? null };
    take(restored(contract, before, await timingIn(em, contract.projectId, at)), contract, deadlines);
    Object.assign(withdrawal, { state: 'finance-refused', decisionReason: event.reason, endedAt: at });
  }
}

async function executed(em: EntityManager, withdrawalId: string) {
  const known = await em.findOne(ContractWithdrawal, withdrawalId, { disableIdentityMap: true });
  if (!known) return undefined;
  const contract = await lockedContract(em, known.contractId);
  const withdrawal = await lockedWithdrawal(em, withdrawalId);
  return withdrawal.state === 'executed' ? { contract, withdrawal } : undefined;
}
