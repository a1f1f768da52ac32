/** A moment, exact to the millisecond. */
export type Instant = Date;

/** A calendar day in Asia/Shanghai as 'YYYY-MM-DD'; texts of days sort as the days do. */
export type Day = string;

/** The day that it is in Shanghai at this instant. */
export function dayOf(instant: Instant): Day {
  return new Date(instant.getTime() + SHANGHAI_MS).toISOString().slice(0, 10);
}

/** Midnight at which the day begins in Shanghai; RangeError when it is no day. */
export function startOf(day: Day): Instant {
  return new Date(utcMidnight(day) - SHANGHAI_MS);
}

/** The last millisecond of the day in Shanghai; RangeError when it is no day. */
export function endOf(day: Day): Instant {
  return new Date(startOf(day).getTime() + DAY_MS - 1);
}

/** `count` calendar days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(utcMidnight(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** `count` months later on the same day of the month, or on the last day of a month that is too short for it. */
export function addMonths(day: Day, count: number): Day {
  const from = new Date(utcMidnight(day));
  const lastOfMonth = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + count + 1, 0));
  lastOfMonth.setUTCDate(Math.min(from.getUTCDate(), lastOfMonth.getUTCDate()));
  return lastOfMonth.toISOString().slice(0, 10);
}

/** Calendar days from `from` to `to`: 1 for tomorrow, negative for the past. */
export function daysBetween(from: Day, to: Day): number {
  return (utcMidnight(to) - utcMidnight(from)) / DAY_MS;
}

/** Whether the text is a day that exists, as 'YYYY-MM-DD'. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function utcMidnight(day: Day): number {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`);
}

const DAY_MS = 86_400_000;

/** China has had one time, without summer time, since 1992. */
const SHANGHAI_MS = 8 * 3_600_000;
