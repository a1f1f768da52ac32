import { OpenBankAccount } from '#contracts/finance-bank.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { blinded } from '#persistence/sealed.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { BankAccount } from '../entities/bank-account.js';
import { Project } from '../entities/project.js';

@Controller()
export class BankAccountCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The first of a project is its main one; the project's row is locked, so that it is one (FIN-8). */
  @Answers(OpenBankAccount)
  open(asked: Asked<OpenBankAccount>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { projectId, name, bank, number, supervised = false, since, openingBalance = Money.zero } = payload;
      mayTouch(actor, { projectId });
      await em.findOneOrFail(Project, projectId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const known = await em.find(BankAccount, { projectId });
      const numberIndex = blinded('bank-account', number);
      if (known.some((one) => one.numberIndex === numberIndex)) refuse('FIN-8.account-known', {});
      const facts = { projectId, name, bank, number, numberIndex, supervised, main: known.length === 0 };
      const { id } = em.create(BankAccount, {
        ...{ ...facts, id: newId(), since, openingBalance, openedBy: actor.id, openedAt: at },
      });
      return { accountId: id };
    });
  }
}
