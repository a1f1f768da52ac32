import { EndMatch, ExplainDifference, MatchByHand } from '#contracts/finance-matches.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { type BankAccount, lockedBankAccount } from '../entities/bank-account.js';
import { BankItem, BankLine } from '../entities/bank-line.js';
import { BankExplanation, BankMatch, matched } from '../entities/bank-match.js';
import { refuseIfChecked } from '../rules/reconciliation.js';

@Controller()
export class BankMatchCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Of two people at once the second finds its parts matched already (FIN-8). */
  @Answers(MatchByHand)
  match(asked: Asked<MatchByHand>) {
    const { payload, actor: by, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const account = await lockedBankAccount(em, payload.accountId);
      mayTouch(by, account);
      const parts = await freeParts(em, account, payload);
      refuseIfChecked(account, [...parts.lines, ...parts.items]);
      const sum = (all: { amount: Money }[]) => Money.sum(all.map(({ amount }) => amount));
      const difference = sum(parts.lines).minus(sum(parts.items));
      const { reason } = payload;
      if (!difference.isZero && !reason) refuse('FIN-8.difference-unexplained', { difference });
      const match = matched(em, { account, ...parts, by, at, ...(reason ? { differenceReason: reason } : {}) });
      return { matchId: match.id, difference };
    });
  }

  @Answers(EndMatch)
  end(asked: Asked<EndMatch>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { accountId } = await em.findOneOrFail(BankMatch, payload.matchId);
      const account = await lockedBankAccount(em, accountId);
      mayTouch(actor, account);
      const match = await em.findOneOrFail(BankMatch, payload.matchId, { refresh: true });
      if (match.endedAt) refuse('FIN-8.match-ended', {});
      refuseIfChecked(account, [{ day: match.settledOn }]);
      Object.assign(match, { endedBy: actor.id, endedAt: at, endedFor: payload.reason });
      const mine = { matchId: match.id };
      for (const part of [...(await em.find(BankLine, mine)), ...(await em.find(BankItem, mine))]) part.matchId = null;
      return { matchId: match.id, difference: match.difference };
    });
  }

  @Answers(ExplainDifference)
  explain(asked: Asked<ExplainDifference>) {
    const { payload, actor, at } = asked;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const { part, kind } = await differing(em, payload.differenceId);
      mayTouch(actor, { projectId: part.projectId });
      if (part.matchId) refuse('FIN-8.matched-already', {});
      const by = { byId: actor.id, byName: actor.name, at };
      const facts = { id: newId(), projectId: part.projectId, [kind]: part.id, reason: payload.reason, ...by };
      part.explanationId = em.create(BankExplanation, facts).id;
      return { differenceId: part.id };
    });
  }
}

/** Lines of this account and items of its project, all of them there and none of them matched; locked. */
async function freeParts(em: EntityManager, account: BankAccount, { lineIds, itemIds }: MatchByHand) {
  const locked = { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE } as const;
  const lines = await em.find(BankLine, { id: { $in: lineIds }, accountId: account.id }, locked);
  const items = await em.find(BankItem, { id: { $in: itemIds }, projectId: account.projectId }, locked);
  const found = new Set([...lines, ...items].map(({ id }) => id));
  const missing = [...lineIds, ...itemIds].find((id) => !found.has(id));
  if (missing) refuse('ALL.unknown', { what: 'BankLine', id: missing });
  const early = items.find(({ day }) => day < account.since);
  if (early) refuse('FIN-8.item-early', { day: early.day, since: account.since });
  if ([...lines, ...items].some(({ matchId }) => matchId)) refuse('FIN-8.matched-already', {});
  return { lines, items };
}

async function differing(em: EntityManager, id: string) {
  const locked = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
  const line = await em.findOne(BankLine, { id }, locked);
  if (line) return { part: line, kind: 'lineId' as const };
  return { part: await em.findOneOrFail(BankItem, id, locked), kind: 'itemId' as const };
}
