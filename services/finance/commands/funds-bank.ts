import {
  CheckDayMatching,
  ExplainDayDifference,
  MatchSupervisedDay,
  RecordBooking,
  RecordRelease,
  RetryBooking,
} from '#contracts/finance-funds-bank.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { apart } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { DayMatch, DayMatching } from '../entities/day-matching.js';
import { lockedRelease } from '../entities/release.js';
import { lockedSupervised } from '../entities/supervised-account.js';
import { lockedBooking } from '../entities/supervised-booking.js';
import { SupervisionBank } from '../ports/supervision-bank.js';
import { firstStep, isSettled } from '../rules/funds-bank.js';
import { checkedByAnother } from './funds-check.js';

@Controller()
export class FundsBankCommands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly bank: SupervisionBank,
  ) {}

  @Answers(RetryBooking)
  retry(asked: Asked<RetryBooking>) {
    return this.unitOfWork.run(asked, async ({ em, at, deadlines }) => {
      const booking = await lockedBooking(em, asked.payload.bookingId);
      const { id: bookingId, kind, round, projectId } = booking;
      mayTouch(asked.actor, { projectId });
      if (booking.state !== 'refused') refuse('FIN-12.not-refused', { state: booking.state });
      const state = firstStep[kind];
      Object.assign(booking, { state, round: round + 1, refusedFor: null, settledAt: null });
      deadlines.set('FIN-12.book', bookingId, at);
      return { bookingId, state };
    });
  }

  /** What the clerk brings from the counter counts as the bank's own word. */
  @Answers(RecordBooking)
  recordBooking(asked: Asked<RecordBooking>) {
    const { bookingId, said, slip, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, deadlines }) => {
      const booking = await lockedBooking(em, bookingId);
      mayTouch(asked.actor, { projectId: booking.projectId });
      this.refuseUnlessByHand(booking.state);
      if (said === 'refused' && !reason?.trim()) refuse('FIN-12.reason-missing', {});
      booking.typed = { state: said, ...(slip ? { slip } : {}), ...(reason ? { reason } : {}) };
      deadlines.set('FIN-12.book', bookingId, at);
      return { bookingId, state: booking.state };
    });
  }

  @Answers(RecordRelease)
  recordRelease(asked: Asked<RecordRelease>) {
    const { releaseId, said, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, deadlines }) => {
      const release = await lockedRelease(em, releaseId);
      const { state, amount } = release;
      mayTouch(asked.actor, { projectId: release.projectId });
      this.refuseUnlessByHand(state);
      if (state === 'requested') refuse('FIN-12.not-checked', {});
      if (said === 'refused' && !reason?.trim()) refuse('FIN-12.reason-missing', {});
      release.typed = { state: said, ...(reason ? { reason } : {}) };
      deadlines.set('FIN-12.release', releaseId, at);
      return { releaseId, state, amount };
    });
  }

  /** Again for a day that was matched already, until it is checked: what was missing may be there by now. */
  @Answers(MatchSupervisedDay)
  match(asked: Asked<MatchSupervisedDay>) {
    const { accountId, day, bank = [], regulator = [] } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at, deadlines }) => {
      const { projectId } = await lockedSupervised(em, accountId);
      mayTouch(asked.actor, { projectId });
      if (day > dayOf(at)) refuse('FIN-12.day-to-come', { day });
      const before = await em.findOne(DayMatching, { accountId, day }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (before?.state === 'checked') refuse('FIN-12.day-checked', { day });
      const typed = this.bank.byHand ? { bank: bank.map(asText), regulator: regulator.map(asText) } : null;
      const asking = { state: 'asked' as const, askedBy: actor.id, askedAt: at, typed };
      const matching = before ?? em.create(DayMatching, { id: newId(), accountId, projectId, day, ...asking });
      Object.assign(matching, asking);
      deadlines.set('FIN-12.match', matching.id, at);
      return answerOf(matching);
    });
  }

  @Answers(ExplainDayDifference)
  explain(asked: Asked<ExplainDayDifference>) {
    const { differenceId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor }) => {
      const found = await em.findOneOrFail(DayMatch, differenceId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      mayTouch(asked.actor, { projectId: found.projectId });
      const { finding } = found;
      if (finding === 'matched') refuse('FIN-12.no-difference', {});
      Object.assign(found, { explainedFor: reason, explainedBy: actor.id });
      return { differenceId, finding };
    });
  }

  @Answers(CheckDayMatching)
  check(asked: Asked<CheckDayMatching>) {
    const { matchingId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const matching = await em.findOneOrFail(DayMatching, matchingId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const { projectId, askedBy, state, day } = matching;
      checkedByAnother(asked.actor, projectId, askedBy);
      if (state !== 'matched') refuse('FIN-12.not-matched', { day, state });
      const differ = await em.find(DayMatch, { matchingId, finding: { $ne: 'matched' } });
      for (const { explainedBy } of differ) if (explainedBy) apart(asked.actor, explainedBy);
      const count = differ.filter(({ explainedFor }) => !explainedFor).length;
      if (count > 0) refuse('FIN-12.differences-open', { day, count });
      Object.assign(matching, { state: 'checked', checkedBy: actor.id, checkedAt: at });
      return answerOf(matching);
    });
  }

  private refuseUnlessByHand(state: Parameters<typeof isSettled>[0]): void {
    if (!this.bank.byHand) refuse('FIN-12.bank-has-line', {});
    if (isSettled(state)) refuse('FIN-12.settled', { state });
  }
}

function asText({ reference, amount }: { reference: string; amount: { toString(): string } }) {
  return { reference, amount: amount.toString() };
}

function answerOf({ id: matchingId, day, state }: DayMatching) {
  return { matchingId, day, state };
}
