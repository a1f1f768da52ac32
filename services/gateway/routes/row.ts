import type { Asking } from '#contracts/message.js';
import type { Names } from '#permissions/names.js';
import type { Operation } from '#permissions/operations.js';

/** What somebody needs to be let through: an operation of the matrix, any account, or nothing. */
export type Need = Operation | 'signed-in' | 'public';

/** One route of the public API. */
export interface Row {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/v1/units/{unitId}/subscriptions`; what is in braces is a field of the contract. */
  path: string;
  needs: Need;
  /** Somebody needs this too: exporting is a right besides reading (ALL-9). */
  alsoNeeds?: Operation;
  /** The message that a service is asked. */
  asks?: Asking;
  /** The contract that the gateway answers itself. */
  does?: Asking;
  summary: Names;
  status: number;
  /** Fields that the route itself settles; nobody may send them. */
  fixed?: Record<string, string>;
  /** The body may be the file itself. */
  takes?: 'file';
  /** The answer is a file: its bytes are sent; or it is the first of a stream of server-sent events. */
  gives?: 'file' | 'stream';
  /** A question that is sent in a body: addresses of pages are logged, and personal data is not to be (ALL-9). */
  confidential?: true;
}

type More = Partial<Pick<Row, 'confidential' | 'status' | 'fixed' | 'takes' | 'gives' | 'alsoNeeds'>>;

/** What is sent and made: answered with 201. */
export const created: More = { status: 201 };
/** Answered without a body. */
export const empty: More = { status: 204 };

/** Answered with the bytes of a file. */
export const file: More = { gives: 'file' };

/** Answered with server-sent events until the asker leaves or may no longer see them (GAT-3). */
export const stream: More = { gives: 'stream' };

/** A question in a body. */
export const confidential: More = { confidential: true };

export const get = asking('GET');
export const post = asking('POST');
export const put = asking('PUT');
export const remove = asking('DELETE');

/** The message of a row, whoever answers it. */
export function contractOf(row: Row): Asking {
  const contract = row.asks ?? row.does;
  if (!contract) throw new Error(`${row.method} ${row.path} says neither what it asks nor what it does`);
  return contract;
}

/** Names of the path's fields, in order. */
export function pathFields(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field!);
}

function asking(method: Row['method']) {
  return (path: string, needs: Need, contract: Asking, zh: string, en: string, more: More = {}): Row => {
    const whom = contract.service === 'gateway' ? { does: contract } : { asks: contract };
    return { method, path, needs, ...whom, summary: { zh, en }, status: 200, ...more };
  };
}
