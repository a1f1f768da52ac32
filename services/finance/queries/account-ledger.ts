import { AccountLedger, JournalEntryById } from '#contracts/finance-ledger.js';
import { InvalidInput } from '#contracts/parse.js';
import { isId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf, isDay } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { JournalEntry } from '../entities/journal.js';
import { balanceAt, linesOfAccount, linesOfEntry, type Period, sumsOfAccount } from '../entities/posted.js';
import { accountShown, type LedgerAccount, shown } from '../rules/chart.js';
import { entryRow, type PostedLine } from '../rules/voucher.js';
import { advancesOf } from './ledger.js';

@Controller()
export class AccountLedgerQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(AccountLedger)
  account({ payload, actor, at }: Asked<AccountLedger>) {
    const { projectId, account: code, from, on = dayOf(at) } = payload;
    if (from && from > on) throw wrong('from', 'isPeriod', 'must not be after on');
    const place = payload.after === undefined ? {} : { after: placeOf(payload.after) };
    return this.unitOfWork.read(async (em) => {
      const advances = await advancesOf(em, projectId, actor);
      const account = accountShown(code, advances) ?? refuse('FIN-3.no-account', { account: code });
      const line = shown(account, advances);
      const page = { account, side: line.side, limit: payload.limit ?? 50, ...place };
      const read = await pageOf(em, { projectId, from: from ?? '', on }, page);
      return { account: line, ...(from ? { from } : {}), on, ...read };
    });
  }

  @Answers(JournalEntryById)
  entry({ payload: { entryId }, actor }: Asked<JournalEntryById>) {
    return this.unitOfWork.read(async (em) => {
      const { projectId, postedAt } = await em.findOneOrFail(JournalEntry, entryId);
      const advances = await advancesOf(em, projectId, actor);
      const found = await linesOfEntry(em, entryId);
      const lines = found.map(({ account, debit, credit }) => ({ account: shown(account, advances), debit, credit }));
      return { ...entryRow(found[0]!), projectId, postedAt, lines };
    });
  }
}

type Side = 'debit' | 'credit';

interface Page {
  account: LedgerAccount;
  side: Side;
  limit: number;
  after?: [day: string, lineId: string];
}

/** Balances come from the totals of days and one day's lines, so that the last page is as quick as the first. */
async function pageOf(em: EntityManager, period: Period, { account, side, limit, after }: Page) {
  const { before, debit, credit } = await sumsOfAccount(em, period, account);
  const lines = await linesOfAccount(em, period, { account, limit: limit + 1, ...(after ? { after } : {}) });
  const begun = after ? await balanceAt(em, period.projectId, account, after) : before;
  const last = lines.length > limit ? lines[limit - 1] : undefined;
  return {
    ...{ opening: own(before, side), closing: own(before + debit - credit, side) },
    ...{ debit: Money.fen(debit), credit: Money.fen(credit) },
    items: balanced(lines.slice(0, limit), begun, side),
    ...(last ? { next: `${last.day}_${last.lineId}` } : {}),
  };
}

/** Debits less credits, in fen, as what stands on the account's own side. */
function own(fen: bigint, side: Side): Money {
  return Money.fen(side === 'debit' ? fen : -fen);
}

/** Each line with what stands on the account after it. */
function balanced(lines: PostedLine[], begun: bigint, side: Side) {
  let left = begun;
  return lines.map((line) => {
    left += line.debit.fen - line.credit.fen;
    return { ...entryRow(line), debit: line.debit, credit: line.credit, balance: own(left, side) };
  });
}

function placeOf(cursor: string): [string, string] {
  const [day, id] = cursor.split('_');
  if (isDay(day) && isId(id)) return [day, id];
  throw wrong('after', 'isCursor', 'must be `next` of an earlier page');
}

function wrong(field: string, is: string, message: string): InvalidInput {
  return new InvalidInput([{ field, check: is, message }]);
}
