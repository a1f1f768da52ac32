import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Behaviour, behaviourFrom, chance } from './behaviour.ts';

/** What an office keeps: its matters by reference, and the answers it gave by idempotency key. */
export interface Kept<M> {
  matters: Record<string, M>;
  answers: Record<string, { asked: string; answer: Answer }>;
}
export interface Asked {
  reference: string;
  query: URLSearchParams;
  body: Record<string, unknown>;
}
export type Answer = [status: number, body: object];
export type Route<M> = (asked: Asked, kept: Kept<M>, behaviour: Behaviour) => Answer;

/** Opens an office for business on HOST and PORT (0: any free one); `routes` are `'POST /filings/:reference/…'`. */
export function open<M>(routes: Record<string, Route<M>>): void {
  const kept: Kept<M> = { matters: {}, answers: {}, ...stored() };
  let behaviour = behaviourFrom(JSON.parse(process.env.SIM_BEHAVIOUR ?? '{}'));
  const configuring: Record<string, Route<M>> = {
    'GET /healthz': () => [200, { ok: true }],
    'GET /behaviour': () => [200, behaviour],
    'PUT /behaviour': ({ body }) => [200, (behaviour = behaviourFrom(body))],
  };
  const times = new Map<string, number>();
  const server = createServer((request, response) => {
    const configures = find(configuring, request);
    const luck = configures ? behaviourFrom({}) : behaviour;
    const asking = `${request.method} ${request.url}`;
    times.set(asking, (times.get(asking) ?? 0) + 1);
    const draw = (what: string) => chance(what, asking, times.get(asking) ?? 0);
    const [broken, lost] = [draw('error') < luck.errorRate, draw('drop') < luck.drop];
    answerOf(configures ?? find(routes, request), request, kept, { ...luck, broken })
      .then((answer) => send(response, answer, lost))
      .catch((error) => send(response, failed(error), false));
  });
  server.listen(Number(process.env.PORT ?? 0), process.env.HOST ?? '127.0.0.1', () =>
    console.log(`listening ${(server.address() as AddressInfo).port}`),
  );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
}

/** A business "no" of the office. */
export function no(status: number, reason: string): Answer {
  return [status, { status, reason }];
}

/** The matter of this reference, if the office has one. */
export function matterOf<M>({ matters }: Kept<M>, reference: string): M | undefined {
  return Object.hasOwn(matters, reference) ? matters[reference] : undefined;
}

/** The text of a field of the body, when it is one that is not empty; `shape` says what it must look like. */
export function textOf(body: Record<string, unknown>, field: string, shape = /\S/): string {
  const value = body[field];
  if (typeof value === 'string' && value.length <= 200 && shape.test(value)) return value;
  throw new TypeError(`${field} is missing or cannot be ${JSON.stringify(value)}`);
}

type Found<M> = { route: Route<M>; reference: string; query: URLSearchParams } | undefined;

async function answerOf<M>(
  found: Found<M>,
  request: IncomingMessage,
  kept: Kept<M>,
  behaviour: Behaviour & { broken: boolean },
): Promise<Answer> {
  const text = await bodyOf(request);
  if (behaviour.latencyMs) await wait(behaviour.latencyMs);
  if (behaviour.broken) return no(500, 'out of order, come again');
  if (!found) return no(404, 'no such page');
  const asked = { ...found, body: text ? JSON.parse(text) : {} };
  const before = JSON.stringify(matterOf(kept, found.reference));
  const answer = once(request, text, kept, () => found.route(asked, kept, behaviour));
  if (request.method === 'POST' || before !== JSON.stringify(matterOf(kept, found.reference))) store(kept);
  return answer;
}

/** The same key with the same content has one effect and one answer (ALL-8, as banks do it). */
function once<M>(request: IncomingMessage, text: string, kept: Kept<M>, act: () => Answer): Answer {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || typeof key !== 'string') return act();
  const asked = createHash('sha256').update(`${request.url} ${text}`).digest('hex');
  const earlier = kept.answers[key];
  if (earlier) return earlier.asked === asked ? earlier.answer : no(422, 'this key came with other content before');
  const answer = act();
  if (answer[0] < 300) kept.answers[key] = { asked, answer };
  return answer;
}

function find<M>(routes: Record<string, Route<M>>, request: IncomingMessage): Found<M> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://office');
  for (const [pattern, route] of Object.entries(routes)) {
    const expression = new RegExp(`^${pattern.replace(':reference', '(?<reference>[^/]+)')}$`);
    const match = expression.exec(`${request.method} ${pathname}`);
    if (match) return { route, reference: match.groups?.reference ?? '', query: searchParams };
  }
  return undefined;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > 100_000) throw new RangeError('more than 100 kB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function failed(error: unknown): Answer {
  if (error instanceof SyntaxError || error instanceof TypeError) return no(400, error.message);
  return error instanceof RangeError ? no(413, error.message) : no(500, String(error));
}

function send(response: ServerResponse, [status, body]: Answer, lost: boolean): void {
  if (lost) response.destroy();
  else response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

function stored(): object {
  const file = process.env.SIM_STATE_FILE;
  return file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** Written beside and renamed, so that an office killed while writing finds its last whole state. */
function store(kept: object): void {
  const file = process.env.SIM_STATE_FILE;
  if (!file) return;
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
