import { fixedHolidays, holidayYears } from './holidays.js';
import { addDays, type Day, daysBetween } from './time.js';

/**
 * Whether the official Chinese calendar has the day as a working day. In years without an entry in holidays.ts:
 * Monday to Friday but for the statutory days with a fixed date. RangeError when it is no day.
 */
export function isWorkingDay(day: Day): boolean {
  const weekday = (((daysBetween(A_MONDAY, day) % 7) + 7) % 7) + 1;
  if (makeUpDays.has(day)) return true;
  if (holidays.has(day)) return false;
  if (!(day.slice(0, 4) in holidayYears) && fixedHolidays.includes(day.slice(5))) return false;
  return weekday <= 5;
}

/**
 * The `count`-th working day after `day`, which is itself not counted (before it when negative).
 * With 0 the day itself, or the next working day when it is none. RangeError when count is not whole.
 */
export function addWorkingDays(day: Day, count: number): Day {
  if (!Number.isInteger(count)) throw new RangeError(`not a whole number of days: ${count}`);
  if (count === 0) return isWorkingDay(day) ? day : addWorkingDays(day, 1);
  const step = Math.sign(count);
  let reached = day;
  for (let left = Math.abs(count); left > 0;) {
    reached = addDays(reached, step);
    if (isWorkingDay(reached)) left -= 1;
  }
  return reached;
}

const A_MONDAY: Day = '2024-01-01';

const makeUpDays = new Set(Object.values(holidayYears).flatMap((year) => year.makeUpDays));

const holidays = new Set(
  Object.values(holidayYears)
    .flatMap((year) => year.holidays)
    .flatMap(([from, to]) => Array.from({ length: daysBetween(from, to) + 1 }, (_, after) => addDays(from, after))),
);
