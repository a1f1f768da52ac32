import { deadlineFor } from '#kernel/deadlines.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { addDays, type Day, dayOf, startOf } from '#kernel/time.js';
import { Clock, WhenDue, type Due } from '#persistence/clock.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { theClock, type Work } from '#persistence/work.js';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DayMatch, DayMatching } from '../entities/day-matching.js';
import { Project } from '../entities/project.js';
import { lockedSupervised, SupervisedAccount } from '../entities/supervised-account.js';
import { SupervisedMovement } from '../entities/supervised-movement.js';
import { SupervisionBank, type BankLine } from '../ports/supervision-bank.js';
import { findingOf, linesByReference } from '../rules/funds-bank.js';

/** The three-way matching at the end of each day 三方对账 (FIN-12). */
@Injectable()
export class DayEndReactions {
  constructor(
    private readonly bank: SupervisionBank,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Every day of the account that was not matched yet, up to yesterday; then tomorrow again. */
  @WhenDue('FIN-12.day-end')
  async dayOver({ about }: Due, work: Work) {
    const { em, at, deadlines } = work;
    const account = await lockedSupervised(em, about);
    if (account.state !== 'open') return;
    for (const day of await daysToMatch(em, account, dayOf(at))) {
      const { id: accountId, projectId } = account;
      const ids = { id: newId(), accountId, projectId, day };
      const matching = em.create(DayMatching, { ...ids, state: 'asked', askedBy: theClock.id, askedAt: at });
      deadlines.set('FIN-12.match', matching.id, at);
    }
    const { deadlines: lengths } = await em.findOneOrFail(Project, account.projectId);
    deadlines.set('FIN-12.day-end', about, deadlineFor('FIN-12.day-end', startOf(addDays(dayOf(at), 1)), lengths));
  }

  /** Fetches the day's file, or takes what was typed in, and matches it with what moved. */
  @WhenDue('FIN-12.match', { outside: true })
  async match(due: Due) {
    const { matching, account } = await this.unitOfWork.read((em) => askedOf(em, due.about));
    const { day, typed, state } = matching;
    const waits = this.bank.byHand && !typed;
    const file = state !== 'asked' || waits ? undefined : (read(typed) ?? (await this.bank.reconcile(account, day)));
    await this.clock.settle(due, async (work) => {
      const now = await work.em.findOneOrFail(DayMatching, due.about, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (file && now.state === 'asked') await matched(now, file, work);
    });
  }
}

/** The days after the last one that was matched, or after the account was opened, before today; at most a month. */
async function daysToMatch(em: EntityManager, { id: accountId, openedAt }: SupervisedAccount, today: Day) {
  const [last] = await em.find(DayMatching, { accountId }, { orderBy: { day: 'desc' }, limit: 1 });
  const days: Day[] = [];
  for (let day = last ? addDays(last.day, 1) : dayOf(openedAt!); day < today; day = addDays(day, 1)) days.push(day);
  return days.slice(-31);
}

async function askedOf(em: EntityManager, id: string) {
  const matching = await em.findOneOrFail(DayMatching, id);
  const { accountNumber: account } = await em.findOneOrFail(SupervisedAccount, matching.accountId);
  return { matching, account };
}

interface File {
  bank: BankLine[];
  regulator: BankLine[];
}

function read(typed: DayMatching['typed']): File | undefined {
  if (!typed) return undefined;
  const exact = (lines: { reference: string; amount: string }[]) =>
    lines.map(({ reference, amount }) => ({ reference, amount: Money.parse(amount) }));
  return { bank: exact(typed.bank), regulator: exact(typed.regulator) };
}

/** What each of the three says is kept by reference: what was missing yesterday may come with today's file. */
async function matched(matching: DayMatching, file: File, { em, at }: Work): Promise<void> {
  const { id: matchingId, accountId, projectId, day } = matching;
  const [bank, regulator] = [linesByReference(file.bank), linesByReference(file.regulator)];
  const ours = await oursOf(em, matching, [...bank.keys(), ...regulator.keys()]);
  const references = [...new Set([...ours.keys(), ...bank.keys(), ...regulator.keys()])];
  const known = new Map(
    (await em.find(DayMatch, { accountId, reference: { $in: references } })).map((one) => [one.reference, one]),
  );
  for (const reference of references) {
    const before = known.get(reference);
    const three = {
      ours: ours.get(reference) ?? before?.ours ?? null,
      bank: bank.get(reference) ?? before?.bank ?? null,
      regulator: regulator.get(reference) ?? before?.regulator ?? null,
    };
    const found = { ...three, finding: findingOf(three) };
    if (before) Object.assign(before, found);
    else em.create(DayMatch, { id: newId(), matchingId, accountId, projectId, reference, day, ...found, foundAt: at });
  }
  Object.assign(matching, { state: 'matched', matchedAt: at, typed: null });
}

/** Our movements of the day, and those that the file names, by what bank and regulator know them by. */
async function oursOf(em: EntityManager, { accountId, day }: DayMatching, named: string[]) {
  const ids = named.filter((reference) => /^[\da-f]{8}-[\da-f-]{27}$/.test(reference));
  const moves = await em.find(SupervisedMovement, {
    accountId,
    $or: [
      { at: { $gte: startOf(day), $lt: startOf(addDays(day, 1)) } },
      { id: { $in: ids } },
      { releaseId: { $in: ids } },
    ],
  });
  return new Map(moves.map(({ id, releaseId, amount }) => [releaseId ?? id, amount]));
}
