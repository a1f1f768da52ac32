import { TrialBalance } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { accountNames, type LedgerAccount } from '../rules/ledger.js';

@Controller()
export class LedgerQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(TrialBalance)
  trialBalance({ payload: { projectId }, actor }: Asked<TrialBalance>) {
    return this.unitOfWork.read(async (em) => {
      const project = await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId: project.id });
      const sums = await em.execute<Sums[]>(sumsByAccount, [projectId]);
      const items = sums.map(({ account, debit, credit }) => ({
        account: `${account} ${accountNames[account]}`,
        debit: Money.fen(BigInt(debit)),
        credit: Money.fen(BigInt(credit)),
      }));
      const [debit, credit] = [Money.sum(items.map((row) => row.debit)), Money.sum(items.map((row) => row.credit))];
      return { items, difference: debit.minus(credit) };
    });
  }
}

interface Sums {
  account: LedgerAccount;
  debit: string;
  credit: string;
}

const sumsByAccount = `
  select l.account, sum(l.debit)::text as debit, sum(l.credit)::text as credit
  from journal_entry e join journal_line l on l.entry_id = e.id
  where e.project_id = ? group by l.account order by l.account`;
