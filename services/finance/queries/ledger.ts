import { settingsOf } from '#contracts/finance-settings.js';
import { ChartOfAccounts, TrialBalance } from '#contracts/finance-ledger.js';
import { InvalidInput } from '#contracts/parse.js';
import { Money } from '#kernel/money.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Project } from '../entities/project.js';
import { type LedgerAccount, shownChart } from '../rules/chart.js';
import { type AccountSums, trialBalance } from '../rules/trial-balance.js';

@Controller()
export class LedgerQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ChartOfAccounts)
  chart({ payload: { projectId }, actor }: Asked<ChartOfAccounts>) {
    return this.unitOfWork.read(async (em) => ({ items: shownChart(await advancesOf(em, projectId, actor)) }));
  }

  /** From the totals of each day, so that it takes as long after years as after days. */
  @Answers(TrialBalance)
  trialBalance({ payload, actor, at }: Asked<TrialBalance>) {
    const { projectId, from, on = dayOf(at) } = payload;
    if (from && from > on)
      throw new InvalidInput([{ field: 'from', check: 'isPeriod', message: 'must not be after on' }]);
    return this.unitOfWork.read(async (em) => {
      const advances = await advancesOf(em, projectId, actor);
      const sums = await em.execute<Sums[]>(sumsByAccount, [
        from ?? '',
        from ?? '',
        from ?? '',
        from ?? '',
        projectId,
        on,
      ]);
      const { items, ...rest } = trialBalance(sums.map(exact), advances);
      const rows = items.map((row) => ({ ...row, account: `${row.shown.code} ${row.shown.zh}` }));
      return { on, ...(from ? { from } : {}), items: rows, ...rest };
    });
  }
}

/** Which account money paid ahead is shown under; refuses who may not see the project's books. */
export async function advancesOf(em: EntityManager, projectId: string, actor: Actor) {
  const project = await em.findOneOrFail(Project, projectId);
  mayTouch(actor, { projectId });
  return settingsOf(project).books?.advances;
}

interface Sums {
  account: LedgerAccount;
  debited: string;
  credited: string;
  debit: string;
  credit: string;
}

function exact({ account, debited, credited, debit, credit }: Sums): AccountSums {
  const money = (fen: string) => Money.fen(BigInt(fen));
  const before = { debit: money(debited), credit: money(credited) };
  return { account, before, within: { debit: money(debit), credit: money(credit) } };
}

const sumsByAccount = `
  select account,
    coalesce(sum(debit) filter (where day < ?), 0)::text as debited,
    coalesce(sum(credit) filter (where day < ?), 0)::text as credited,
    coalesce(sum(debit) filter (where day >= ?), 0)::text as debit,
    coalesce(sum(credit) filter (where day >= ?), 0)::text as credit
  from ledger_day where project_id = ? and day <= ? group by account order by account`;
