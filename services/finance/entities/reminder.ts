import type { DunningChannel, ReminderState } from '#contracts/finance-dunning.js';
import type { Day, Instant } from '#kernel/time.js';
import { defineEntity, type EntityManager, LockMode, p } from '@mikro-orm/postgresql';
import type { Deal } from './deal.js';

const schema = defineEntity({
  name: 'Reminder',
  tableName: 'reminder',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    receivableId: p.uuid(),
    /** The day that it is due, delays included, from which the ladder counts. */
    dueOn: p.string(),
    afterDays: p.integer(),
    channel: p.string().$type<DunningChannel>(),
    state: p.string().$type<ReminderState>(),
    plannedAt: p.datetime(),
    toldAt: p.datetime().nullable(),
    /** To whom it was told: the daily cap counts by customer. */
    customerId: p.uuid().nullable(),
    text: p.text().nullable(),
    textVersion: p.string().nullable(),
    /** Of a letter. */
    number: p.string().nullable(),
    result: p.string().nullable(),
    note: p.text().nullable(),
    doneBy: p.uuid().nullable(),
    doneAt: p.datetime().nullable(),
    /** Not made by hand in time (FIN-10.reminder). */
    overdueSince: p.datetime().nullable(),
  },
});

/** A step of the dunning ladder that was taken of an instalment (FIN-10). */
export class Reminder extends schema.class {}
schema.setClass(Reminder);

/** Locked until the end of the transaction; the deal comes first. */
export function lockedReminder(em: EntityManager, id: string): Promise<Reminder> {
  return em.findOneOrFail(Reminder, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** Those of a deal that may still go out or wait to be made, locked. */
export function openReminders(em: EntityManager, dealId: string): Promise<Reminder[]> {
  const where = { dealId, state: { $in: ['planned', 'told', 'todo'] as ReminderState[] } };
  return em.find(Reminder, where, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } });
}

/**
 * They are not made any more, and why. What is to be told of those that were told already: whoever sends them may
 * still stop them.
 */
export function dropped(
  reminders: Reminder[],
  why: string,
  { id: dealId, unitId, projectId }: Pick<Deal, 'id' | 'unitId' | 'projectId'>,
  { deadlines, at }: { deadlines: { clear(kind: string, about: string): void }; at: Instant },
) {
  return reminders.flatMap((reminder) => {
    const { id: reminderId, state } = reminder;
    Object.assign(reminder, { state: 'dropped', result: why, doneAt: at });
    for (const kind of ['FIN-10.send', 'FIN-10.reminder']) deadlines.clear(kind, reminderId);
    return state === 'told' ? [{ reminderId, dealId, unitId, projectId, reason: why }] : [];
  });
}

const daySchema = defineEntity({
  name: 'ReminderDay',
  tableName: 'reminder_day',
  properties: {
    /** A customer or a project. */
    aboutId: p.uuid().primary(),
    day: p.string().primary(),
    sent: p.integer(),
    most: p.integer(),
  },
});

/** How many messages a customer gets, or a project sends, on a day, and how many at most (FIN-10). */
export class ReminderDay extends daySchema.class {}
daySchema.setClass(ReminderDay);

/** Counts one more for each of these, locked in one order; false, and nothing is counted, when one has its fill. */
export async function countedToday(em: EntityManager, day: Day, caps: { aboutId: string; most: number }[]) {
  const rows: ReminderDay[] = [];
  for (const { aboutId, most } of caps) {
    await em.execute(
      'insert into reminder_day (about_id, day, sent, most) values (?, ?, 0, ?) on conflict (about_id, day) do nothing',
      [aboutId, day, most],
    );
    const row = await em.findOneOrFail(ReminderDay, { aboutId, day }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (row.sent >= most) return false;
    rows.push(Object.assign(row, { most }));
  }
  for (const row of rows) row.sent += 1;
  return true;
}
