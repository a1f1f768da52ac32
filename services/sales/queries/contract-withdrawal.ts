import { ContractWithdrawalById } from '#contracts/sales-contracts.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { ContractWithdrawal, withdrawalAnswer } from '../entities/contract-withdrawal.js';

@Controller()
export class ContractWithdrawalQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ContractWithdrawalById)
  withdrawal({ payload: { withdrawalId }, actor }: Asked<ContractWithdrawalById>) {
    return this.unitOfWork.read(async (em) => {
      const withdrawal = await em.findOneOrFail(ContractWithdrawal, withdrawalId);
      mayTouch(actor, { projectId: withdrawal.projectId, ownerId: withdrawal.consultantId });
      return sheetOf(withdrawal);
    });
  }
}

function sheetOf(withdrawal: ContractWithdrawal) {
  const { projectId, number, unitCode, retain, reason, requestedAt, requestedByName: requestedBy } = withdrawal;
  const { attachment, decidedByName, decisionReason, executedByName, refunded, retained } = withdrawal;
  return {
    ...{ ...withdrawalAnswer(withdrawal), projectId, number, unitCode, retain, reason, requestedAt, requestedBy },
    ...{ attachment: attachment ?? undefined, decidedBy: decidedByName ?? undefined },
    ...{ decisionReason: decisionReason ?? undefined, executedBy: executedByName ?? undefined },
    ...{ refunded: refunded ?? undefined, retained: retained ?? undefined },
  };
}
