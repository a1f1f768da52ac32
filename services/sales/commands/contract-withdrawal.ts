import {
  DecideContractWithdrawal,
  ExecuteContractWithdrawal,
  RequestContractWithdrawal,
} from '#contracts/sales-contracts.js';
import { WithdrawalExecuted } from '#contracts/sales-subscriptions.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { openAmendment } from '../entities/amendment.js';
import {
  ContractWithdrawal,
  lockedWithdrawal,
  openWithdrawal,
  withdrawalAnswer,
} from '../entities/contract-withdrawal.js';
import { lockedContract, take } from '../entities/contract.js';
import { timingIn } from '../entities/project.js';
import { refuseUnlessExecutable, refuseUnlessWithdrawable, withdrawalDecided } from '../rules/contract-withdrawal.js';
import { setAside } from '../rules/standing.js';

/** A contract is withdrawn 退房: asked for, approved by the company, executed; finance settles it (CON-5). */
@Controller()
export class ContractWithdrawalCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RequestContractWithdrawal)
  request(asked: Asked<RequestContractWithdrawal>) {
    const { contractId, retain, reason, attachment = null } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const contract = await lockedContract(em, contractId);
      const { number, unitId, unitCode, projectId, consultantId } = contract;
      mayTouch(asked.actor, { projectId, ownerId: consultantId });
      refuseUnlessWithdrawable(contract, retain);
      if (await openWithdrawal(em, contractId)) refuse('CON-5.requested-already', { number });
      const about = { id: newId(), contractId, number, unitId, unitCode, projectId, consultantId };
      const by = { requestedById: actor.id, requestedByName: actor.name, requestedAt: at };
      const facts = { ...about, ...by, retain, reason, attachment, state: 'requested' as const };
      return withdrawalAnswer(em.create(ContractWithdrawal, facts));
    });
  }

  @Answers(DecideContractWithdrawal)
  decide(asked: Asked<DecideContractWithdrawal>) {
    const { decision, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const { withdrawal } = await both(em, asked);
      const state = withdrawalDecided(withdrawal.state, decision, reason);
      const by = { decidedById: actor.id, decidedByName: actor.name, decidedAt: at, decisionReason: reason ?? null };
      Object.assign(withdrawal, { state, ...by });
      return withdrawalAnswer(withdrawal);
    });
  }

  /** The contract stands still until finance says how it ends. */
  @Answers(ExecuteContractWithdrawal)
  execute(asked: Asked<ExecuteContractWithdrawal>) {
    return this.unitOfWork.run(asked, async ({ em, tell, deadlines, actor, at }) => {
      const { contract, withdrawal } = await both(em, asked);
      const { id: contractId, subscriptionId, unitId, projectId, state, stage } = contract;
      refuseUnlessExecutable(contract, withdrawal.state, Boolean(await openAmendment(em, contractId)));
      take(setAside(contract, await timingIn(em, projectId, at)), contract, deadlines);
      const by = { executedById: actor.id, executedByName: actor.name, executedAt: at };
      Object.assign(withdrawal, { ...by, state: 'executed', contractState: state, contractStage: stage });
      const { id: withdrawalId, retain, reason } = withdrawal;
      const ids = { unitId, subscriptionId, contractId, projectId, withdrawalId };
      tell(Object.assign(new WithdrawalExecuted(), ids, { retain, reason }));
      return withdrawalAnswer(withdrawal);
    });
  }
}

/** Contract and withdrawal, locked in this order, for somebody who did not do what theirs checks (ALL-4). */
async function both(em: EntityManager, asked: Asked<DecideContractWithdrawal | ExecuteContractWithdrawal>) {
  const { withdrawalId } = asked.payload;
  const { contractId } = await em.findOneOrFail(ContractWithdrawal, withdrawalId, { disableIdentityMap: true });
  const contract = await lockedContract(em, contractId);
  const withdrawal = await lockedWithdrawal(em, withdrawalId);
  mayTouch(asked.actor, { projectId: contract.projectId, ownerId: contract.consultantId });
  const { requestedById, decidedById } = withdrawal;
  separate(asked.actor, {
    'contract.withdraw-request': requestedById,
    'contract.withdraw-approve': decidedById ?? null,
  });
  return { contract, withdrawal };
}
