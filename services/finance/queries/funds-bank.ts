import { Bookings, DayMatchingById, DayMatchings } from '#contracts/finance-funds-bank.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { DayMatch, DayMatching } from '../entities/day-matching.js';
import { SupervisedAccount } from '../entities/supervised-account.js';
import { SupervisedBooking } from '../entities/supervised-booking.js';

@Controller()
export class FundsBankQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(Bookings)
  bookings({ payload: { accountId, state, limit = 50, after }, actor }: Asked<Bookings>) {
    return this.unitOfWork.read(async (em) => {
      await visible(em, accountId, actor);
      const where = { accountId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const found = await em.find(SupervisedBooking, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(bookingRow);
      return { items, next: found.length > limit ? items.at(-1)!.bookingId : undefined };
    });
  }

  @Answers(DayMatchings)
  matchings({ payload: { accountId, limit = 50, after }, actor }: Asked<DayMatchings>) {
    return this.unitOfWork.read(async (em) => {
      await visible(em, accountId, actor);
      const where = { accountId, ...(after && { day: { $lt: after } }) };
      const found = await em.find(DayMatching, where, { orderBy: { day: 'desc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(({ id, day, state }) => ({ matchingId: id, day, state }));
      return { items, next: found.length > limit ? items.at(-1)!.day : undefined };
    });
  }

  @Answers(DayMatchingById)
  matching({ payload: { matchingId }, actor }: Asked<DayMatchingById>) {
    return this.unitOfWork.read(async (em) => {
      const { accountId, day, state } = await em.findOneOrFail(DayMatching, matchingId);
      await visible(em, accountId, actor);
      const matched = await em.count(DayMatch, { matchingId, finding: 'matched' });
      const differ = { matchingId, finding: { $ne: 'matched' as const } };
      const differences = await em.count(DayMatch, differ);
      const rows = await em.find(DayMatch, differ, { orderBy: { id: 'asc' }, limit: 500 });
      const rest = { limit: 500 - rows.length, orderBy: { id: 'asc' } } as const;
      if (rest.limit > 0) rows.push(...(await em.find(DayMatch, { matchingId, finding: 'matched' }, rest)));
      return { matchingId, day, state, matched, differences, items: rows.map(matchRow) };
    });
  }
}

async function visible(em: EntityManager, accountId: string, actor: Actor): Promise<void> {
  const { projectId } = await em.findOneOrFail(SupervisedAccount, accountId);
  mayTouch(actor, { projectId });
}

function bookingRow(booking: SupervisedBooking) {
  const { id: bookingId, kind, state, amount, unitCode: unit, since, slip, refusedFor } = booking;
  return { bookingId, kind, state, amount, unit, since, slip: slip ?? undefined, refusedFor: refusedFor ?? undefined };
}

function matchRow(match: DayMatch) {
  const { id: differenceId, reference, day, finding, ours, bank, regulator, explainedFor } = match;
  const three = { ours: ours ?? undefined, bank: bank ?? undefined, regulator: regulator ?? undefined };
  return { differenceId, reference, day, finding, ...three, explainedFor: explainedFor ?? undefined };
}
