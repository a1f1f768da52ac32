import { InvalidInput } from '#contracts/parse.js';
import type { Row } from '../routes/row.js';

/** What a request brings. */
export interface Brought {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  /** JSON, the bytes of a file, or nothing. */
  body: unknown;
}

/** Path, query, body and what the route settles as one payload. Throws InvalidInput where a field comes twice. */
export function payloadOf(row: Row, { params, query, body }: Brought): Record<string, unknown> {
  const fields = row.method === 'GET' ? {} : bodyFields(row, body);
  const settled = { ...params, ...row.fixed };
  const twice = [
    ...[...Object.keys(fields), ...Object.keys(query)].filter((name) => Object.hasOwn(settled, name)),
    ...Object.keys(query).filter((name) => Object.hasOwn(fields, name)),
  ];
  if (twice.length > 0) throw new InvalidInput(twice.map(settledElsewhere));
  return { ...query, ...fields, ...settled };
}

function bodyFields(row: Row, body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (Buffer.isBuffer(body)) {
    if (row.takes === 'file') return { file: body.toString('base64') };
    throw new InvalidInput([{ field: '', check: 'isObject', message: 'this route takes JSON, not a file' }]);
  }
  if (typeof body !== 'object' || Array.isArray(body))
    throw new InvalidInput([{ field: '', check: 'isObject', message: 'must be a JSON object' }]);
  return body as Record<string, unknown>;
}

function settledElsewhere(field: string) {
  return { field, check: 'settledByPath', message: `${field} is settled by the path, the route or the query` };
}
