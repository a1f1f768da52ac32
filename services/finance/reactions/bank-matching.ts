import { settingsOf } from '#contracts/finance-settings.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { lockedBankAccount } from '../entities/bank-account.js';
import { BankItem, BankLine } from '../entities/bank-line.js';
import { matched } from '../entities/bank-match.js';
import { openSides, termsOf } from '../entities/bank-sides.js';
import { Project } from '../entities/project.js';
import { candidatesOf } from '../rules/candidates.js';
import { unambiguous } from '../rules/matching.js';

/** Matches what is sure, after each import and once a day as long as something is open (FIN-8). */
@Injectable()
export class BankMatchingReactions {
  @WhenDue('FIN-8.matching')
  async match({ about }: Due, { em, at, actor: by, deadlines }: Work): Promise<void> {
    const account = await lockedBankAccount(em, about);
    const project = await em.findOneOrFail(Project, account.projectId);
    const terms = termsOf(settingsOf(project).reconciliation);
    const { lines, items, entities } = await openSides(em, account, terms);
    const sure = unambiguous(candidatesOf(lines, items, terms), terms);
    let open = entities.size;
    for (const { lineIds, itemIds, score, reasons } of sure) {
      const parts = [...lineIds, ...itemIds].map((id) => entities.get(id)!);
      if (account.checkedThrough && parts.every(({ day }) => day <= account.checkedThrough!)) continue;
      const [mine, theirs] = [
        parts.filter((one) => one instanceof BankLine),
        parts.filter((one) => one instanceof BankItem),
      ];
      matched(em, { account, lines: mine, items: theirs, by, at, sure: { score, reasons } });
      open -= parts.length;
    }
    await em.flush();
    if (open > 0) again(deadlines, account.id, deadlineFor('FIN-8.matching', at, project.deadlines));
  }
}

function again(deadlines: Work['deadlines'], accountId: string, dueAt: Date): void {
  deadlines.set('FIN-8.matching', accountId, dueAt);
}
