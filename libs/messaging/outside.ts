/** A party outside cannot be reached, answers with a fault, or takes too long; asking again later may succeed. */
export class OutsideUnavailable extends Error {
  override readonly name = 'OutsideUnavailable';
}

/**
 * Asks a bank or a registry: JSON over HTTP with a deadline, and an idempotency key so that asking again does no harm.
 * Resolves to the JSON answered with 2xx. Throws OutsideUnavailable for everything else, with the status told.
 */
export async function askOutside<T>(url: string, asked: { key?: string; body?: object; deadlineMs?: number } = {}) {
  const { key, body, deadlineMs = 3_000 } = asked;
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...(key ? { 'idempotency-key': key } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(deadlineMs),
  }).catch((error: unknown) => {
    throw new OutsideUnavailable(`${url} cannot be reached`, { cause: error });
  });
  if (!response.ok) throw new OutsideUnavailable(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}
