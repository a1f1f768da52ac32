import { settingsOf } from '#contracts/finance-settings.js';
import { MatchById, MatchSuggestions } from '#contracts/finance-matches.js';
import { Money } from '#kernel/money.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { BankAccount } from '../entities/bank-account.js';
import { BankItem, BankLine } from '../entities/bank-line.js';
import { BankMatch, BankMatchPart } from '../entities/bank-match.js';
import { openSides, termsOf, type OpenSides } from '../entities/bank-sides.js';
import { Project } from '../entities/project.js';
import { candidatesOf } from '../rules/candidates.js';
import { inOrder, type Candidate } from '../rules/matching.js';

const suggestionsMax = 200;

@Controller()
export class BankMatchQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(MatchById)
  match({ payload: { matchId }, actor }: Asked<MatchById>) {
    return this.unitOfWork.read(async (em) => {
      const found = await em.findOneOrFail(BankMatch, matchId);
      mayTouch(actor, found);
      return { ...matchRow(found), parts: await partsOf(em, matchId) };
    });
  }

  /** What the next run would look at, the surest first; the ambiguous ones stay until somebody decides (FIN-8). */
  @Answers(MatchSuggestions)
  suggestions({ payload: { accountId }, actor }: Asked<MatchSuggestions>) {
    return this.unitOfWork.read(async (em) => {
      const account = await em.findOneOrFail(BankAccount, accountId);
      mayTouch(actor, account);
      const project = await em.findOneOrFail(Project, account.projectId);
      const terms = termsOf(settingsOf(project).reconciliation);
      const sides = await openSides(em, account, terms);
      const found = inOrder(candidatesOf(sides.lines, sides.items, terms)).slice(0, suggestionsMax);
      return { items: rowsOf(found, sides) };
    });
  }
}

function rowsOf(found: Candidate[], { items }: OpenSides) {
  const byId = new Map(items.map((item) => [item.id, item]));
  return found.map((candidate) => {
    const members = candidate.itemIds.map((id) => byId.get(id)!);
    const amount = Money.sum(members.map((member) => member.amount));
    return { ...candidate, amount, receipts: members.map(({ number }) => number).filter(Boolean) };
  });
}

function matchRow(match: BankMatch) {
  const { id: matchId, accountId, difference, kind, score, reasons, madeByName: madeBy, madeAt } = match;
  const { endedAt, endedFor, differenceReason } = match;
  return {
    ...{ matchId, accountId, difference, kind, reasons, madeBy, madeAt, score: score ?? undefined },
    ...{ reason: differenceReason ?? undefined, endedAt: endedAt ?? undefined, endedFor: endedFor ?? undefined },
  };
}

async function partsOf(em: EntityManager, matchId: string) {
  const parts = await em.find(BankMatchPart, { matchId }, { orderBy: { id: 'asc' } });
  const lines = await em.find(BankLine, { id: { $in: parts.flatMap(({ lineId }) => lineId ?? []) } });
  const items = await em.find(BankItem, { id: { $in: parts.flatMap(({ itemId }) => itemId ?? []) } });
  const days = new Map([...lines, ...items].map(({ id, day }) => [id, day]));
  return parts.map(({ lineId, itemId, amount }) => {
    const partId = (lineId ?? itemId)!;
    return { kind: lineId ? ('line' as const) : ('item' as const), partId, day: days.get(partId)!, amount };
  });
}
