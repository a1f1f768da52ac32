import { createHash } from 'node:crypto';

/** SHA-256 over canonical JSON, in hexadecimal: the same content has the same hash whoever computes it. */
export function canonicalHash(said: object): string {
  return createHash('sha256').update(canonical(said)).digest('hex');
}

/** JSON with the names of every object in order, and without what is undefined. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const known = Object.entries(value).filter(([, inside]) => inside !== undefined);
  const sorted = known.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([name, inside]) => `${JSON.stringify(name)}:${canonical(inside)}`).join()}}`;
}
