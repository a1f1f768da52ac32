import { InvalidInput } from '#contracts/parse.js';
import { isId } from '#kernel/ids.js';

/** Where a page ended: the moment by which the list is in order, and the id of its last row. */
interface Place {
  at: Date;
  id: string;
}

/** The rows of a page out of one more than fit, and where the next begins. */
export function pageOf<Row extends object, Item>(
  found: Row[],
  limit: number,
  placed: { at: (row: Row) => Date; id: (row: Row) => string; item: (row: Row) => Item },
): { items: Item[]; next?: string } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > limit && last ? `${placed.at(last).toISOString()}_${placed.id(last)}` : undefined;
  return { items: rows.map(placed.item), next };
}

/** Reads what `pageOf` wrote; InvalidInput naming `after` for anything else. */
function placeOf(cursor: string): Place {
  const [moment = '', id = '', ...rest] = cursor.split('_');
  const at = new Date(moment);
  if (rest.length === 0 && form.test(moment) && !Number.isNaN(at.getTime()) && isId(id)) return { at, id };
  const message = 'after must be the `next` of an earlier page';
  throw new InvalidInput([{ field: 'after', check: 'isCursor', message }]);
}

/** What comes after that place in a list ordered by `field` and then `id`, for MikroORM's `where`. */
export function laterThan(cursor: string | undefined, field: string): object {
  if (!cursor) return {};
  const { at, id } = placeOf(cursor);
  return { $or: [{ [field]: { $gt: at } }, { [field]: at, id: { $gt: id } }] };
}

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
