import { DepositCash } from '#contracts/finance-bank.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { CashDeposit, cashOnHand, depositedCash } from '../entities/cash-deposit.js';
import { Project } from '../entities/project.js';

@Controller()
export class CashDepositCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** No more than there is; of two cashiers at once the second sees what the first took (FIN-8). */
  @Answers(DepositCash)
  deposit(asked: Asked<DepositCash>) {
    const { payload, actor: cashier, at, name: cause, key: causeId } = asked;
    const { projectId, amount, slip } = payload;
    return this.unitOfWork.run(asked, async ({ em }) => {
      mayTouch(cashier, { projectId });
      await em.findOneOrFail(Project, projectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (await em.findOne(CashDeposit, { projectId, slip })) refuse('FIN-8.slip-known', { slip });
      const cash = await cashOnHand(em, projectId);
      if (amount > cash) refuse('FIN-8.more-than-cash', { amount, cash });
      const deposit = depositedCash(em, { projectId, amount, slip, cashier, at, cause, causeId });
      return { cashDepositId: deposit.id, cash: cash.minus(amount) };
    });
  }
}
