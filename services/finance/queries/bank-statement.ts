import { BankAccounts, BankLines, StatementById, Statements } from '#contracts/finance-bank.js';
import { wordsOf } from '#contracts/refusals.js';
import { nameMasked } from '#kernel/personal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { BankAccount } from '../entities/bank-account.js';
import { BankLine } from '../entities/bank-line.js';
import { BankExplanation } from '../entities/bank-match.js';
import { BankStatement, BankStatementError } from '../entities/bank-statement.js';
import { Project } from '../entities/project.js';
import { accountMasked, summaryMasked } from '../rules/bank-mask.js';

@Controller()
export class BankStatementQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(BankAccounts)
  accounts({ payload: { projectId }, actor }: Asked<BankAccounts>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const accounts = await em.find(BankAccount, { projectId }, { orderBy: { id: 'asc' } });
      return { items: accounts.map(accountRow) };
    });
  }

  @Answers(StatementById)
  statement({ payload: { statementId }, actor }: Asked<StatementById>) {
    return this.unitOfWork.read(async (em) => {
      const found = await em.findOneOrFail(BankStatement, statementId);
      mayTouch(actor, found);
      const inOrder = { orderBy: { rowNumber: 'asc' }, limit: 200 } as const;
      const errors = await em.find(BankStatementError, { statementId }, inOrder);
      const rejected = errors.map(({ rowNumber: row, column, zh, en }) => ({ row, column, zh, en }));
      return { ...statementRow(found), rejected };
    });
  }

  @Answers(Statements)
  statements({ payload: { accountId }, actor }: Asked<Statements>) {
    return this.unitOfWork.read(async (em) => {
      mayTouch(actor, await em.findOneOrFail(BankAccount, accountId));
      const newest = { orderBy: { requestedAt: 'desc' }, limit: 100 } as const;
      return { items: (await em.find(BankStatement, { accountId }, newest)).map(statementRow) };
    });
  }

  /** In the order in which they were taken in; who moved the money is masked (ALL-9). */
  @Answers(BankLines)
  lines({ payload, actor }: Asked<BankLines>) {
    const { accountId, limit = 50 } = payload;
    return this.unitOfWork.read(async (em) => {
      mayTouch(actor, await em.findOneOrFail(BankAccount, accountId));
      const found = await em.find(BankLine, wanted(payload), { orderBy: { id: 'asc' }, limit: limit + 1 });
      const page = found.slice(0, limit);
      const ids = page.flatMap(({ explanationId }) => explanationId ?? []);
      const said = new Map(
        (await em.find(BankExplanation, { id: { $in: ids } })).map(({ id, reason }) => [id, reason]),
      );
      const items = page.map((line) => lineRow(line, said.get(line.explanationId ?? '')));
      return { items, ...(found.length > limit ? { next: page.at(-1)!.id } : {}) };
    });
  }
}

function wanted({ accountId, state, from, to, after }: BankLines) {
  const states = {
    open: { matchId: null, explanationId: null },
    matched: { matchId: { $ne: null } },
    explained: { matchId: null, explanationId: { $ne: null } },
  };
  const days = { ...(from ? { $gte: from } : {}), ...(to ? { $lte: to } : {}) };
  const more = { ...(from || to ? { day: days } : {}), ...(after ? { id: { $gt: after } } : {}) };
  return { accountId, ...(state ? states[state] : {}), ...more };
}

function accountRow(account: BankAccount) {
  const { id: accountId, name, bank, number, supervised, main, since, checkedThrough } = account;
  const checked = checkedThrough ? { checkedThrough } : {};
  return { accountId, name, bank, number: accountMasked(number), supervised, main, since, ...checked };
}

function statementRow(found: BankStatement) {
  const { id: statementId, state, accountId, linesTotal, linesNew, linesRejected, requestedAt } = found;
  const { fromDay, toDay, opening, closing, finishedAt, refusedCode } = found;
  const { zh, en } = refusedCode ? wordsOf(refusedCode, found.refusedFacts ?? {}) : { zh: '', en: '' };
  return {
    ...{ statementId, state, accountId, linesTotal, linesNew, linesRejected, requestedAt },
    ...{ from: fromDay ?? undefined, to: toDay ?? undefined, opening: opening ?? undefined },
    ...{ closing: closing ?? undefined, finishedAt: finishedAt ?? undefined },
    ...(refusedCode ? { refused: { code: refusedCode, zh, en } } : {}),
  };
}

function lineRow(line: BankLine, explanation: string | undefined) {
  const { id: lineId, day, amount, reference, summary, party, partyAccount, matchId } = line;
  const state = matchId ? ('matched' as const) : explanation === undefined ? ('open' as const) : ('explained' as const);
  return {
    ...{ lineId, day, amount, reference, summary: summaryMasked(summary ?? '', party ?? ''), state },
    ...{ counterparty: party ? nameMasked(party) : '', counterpartyAccount: accountMasked(partyAccount ?? '') },
    ...(matchId ? { matchId } : {}),
    ...(explanation === undefined ? {} : { explanation }),
  };
}
