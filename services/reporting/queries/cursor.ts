import { InvalidInput } from '#contracts/parse.js';
import { isId } from '#kernel/ids.js';

/** Where a page ended: the moment, the place among what was told at that moment, and the id of its last row. */
export interface Place {
  at: Date;
  sequence: number;
  id: string;
}

export function cursorOf({ at, sequence, id }: Place): string {
  return [at.toISOString(), sequence, id].join('_');
}

/** Reads what `cursorOf` wrote; InvalidInput naming `after` for anything else. */
export function placeOf(cursor: string): Place {
  const [at = '', sequence = '', id = '', ...rest] = cursor.split('_');
  const place = { at: new Date(at), sequence: Number(sequence), id };
  const whole =
    rest.length === 0 && moment.test(at) && /^\d{1,9}$/.test(sequence) && isId(id) && !Number.isNaN(place.at.getTime());
  if (whole) return place;
  throw new InvalidInput([
    { field: 'after', check: 'isCursor', message: 'after must be the `next` of an earlier page' },
  ]);
}

/** As `toISOString` writes those that PostgreSQL can keep. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
