import { settingsOf } from '#contracts/finance-settings.js';
import { BankReconciliation, BankReconciliationWorkbook, Reconciliations } from '#contracts/finance-reconciliation.js';
import { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { workbookOf, xlsx } from '#printing/workbook.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { BankAccount } from '../entities/bank-account.js';
import { Project } from '../entities/project.js';
import { bankSums, outstandingRows, type Outstanding, Reconciliation } from '../entities/reconciliation.js';
import { sheetRows } from '../rules/reconciliation-sheet.js';
import { adjusted } from '../rules/reconciliation.js';

@Controller()
export class ReconciliationQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(BankReconciliation)
  reconciliation({ payload: { accountId, day }, actor }: Asked<BankReconciliation>) {
    return this.unitOfWork.read(async (em) => {
      const { figures, outstanding } = await sheetOf(em, accountId, day, actor, 200);
      return { accountId, day, ...figures, outstanding };
    });
  }

  @Answers(BankReconciliationWorkbook)
  workbook({ payload: { accountId, day }, actor, at }: Asked<BankReconciliationWorkbook>) {
    return this.unitOfWork.read(async (em) => {
      const { account, figures, outstanding } = await sheetOf(em, accountId, day, actor, 5_000);
      const name = `银行存款余额调节表 ${account.name} ${day}`;
      const watermark = `${name} · ${actor.name} · ${at.toISOString()}`;
      const paper = { name, head: ['项目', '日期', '号码', '金额', '说明'], numeric: new Set([3]), watermark };
      const file = await workbookOf({ ...paper, rows: sheetRows(figures, outstanding) });
      return { name: `${name}.xlsx`, type: xlsx, file: file.toString('base64') };
    });
  }

  @Answers(Reconciliations)
  reconciliations({ payload: { accountId }, actor }: Asked<Reconciliations>) {
    return this.unitOfWork.read(async (em) => {
      mayTouch(actor, await em.findOneOrFail(BankAccount, accountId));
      const newest = { orderBy: { id: 'desc' }, limit: 100 } as const;
      return { items: (await em.find(Reconciliation, { accountId }, newest)).map(reconciliationRow) };
    });
  }
}

async function sheetOf(em: EntityManager, accountId: string, day: Day, actor: Actor, most: number) {
  const account = await em.findOneOrFail(BankAccount, accountId);
  mayTouch(actor, account);
  const { reconciliation = {} } = settingsOf(await em.findOneOrFail(Project, account.projectId));
  const figures = adjusted(await bankSums(em, account, day, reconciliation.differenceDays ?? 3));
  const outstanding = (await outstandingRows(em, account, day, most)).map(outstandingRow);
  return { account, figures, outstanding };
}

function outstandingRow({ id: differenceId, kind, day, amount, number, explanation }: Outstanding) {
  const said = explanation === null ? {} : { explanation };
  return { differenceId, kind, day, amount: Money.fen(BigInt(amount)), number, ...said };
}

function reconciliationRow(found: Reconciliation) {
  const { id: reconciliationId, accountId, state, fromDay: from, day, bankBalance, bookBalance, submittedAt } = found;
  const reason = found.reopenedFor ?? found.decisionReason ?? undefined;
  const decidedAt = found.decidedAt ?? undefined;
  return { reconciliationId, accountId, state, from, day, bankBalance, bookBalance, submittedAt, decidedAt, reason };
}
