import { ImportBankStatement } from '#contracts/finance-bank.js';
import { MatchBankLines } from '#contracts/finance-matches.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { BankAccount } from '../entities/bank-account.js';
import { BankStatement, BankStatementFile } from '../entities/bank-statement.js';

/** Statements and their matching are jobs: asked for here, done by the clock, and begun again if it dies (FIN-8). */
@Controller()
export class BankStatementCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ImportBankStatement)
  import(asked: Asked<ImportBankStatement>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em, deadlines }) => {
      const { accountId, file, openingBalance, closingBalance } = payload;
      const { projectId } = await em.findOneOrFail(BankAccount, accountId);
      mayTouch(actor, { projectId });
      const id = newId();
      const fileHash = createHash('sha256').update(file, 'base64').digest('hex');
      em.create(BankStatement, {
        ...{ id, projectId, accountId, fileHash, state: 'waiting', linesTotal: 0, linesNew: 0, linesRejected: 0 },
        ...{ openingGiven: openingBalance ?? null, closingGiven: closingBalance ?? null },
        ...{ requestedBy: actor.id, requestedByName: actor.name, requestedAt: at },
      });
      em.create(BankStatementFile, { id, content: file });
      deadlines.set('FIN-8.import', id, at);
      return { statementId: id, state: 'waiting' as const };
    });
  }

  @Answers(MatchBankLines)
  match(asked: Asked<MatchBankLines>) {
    const { accountId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, deadlines }) => {
      mayTouch(asked.actor, await em.findOneOrFail(BankAccount, accountId));
      deadlines.set('FIN-8.matching', accountId, asked.at);
      return { accountId, state: 'waiting' as const };
    });
  }
}
