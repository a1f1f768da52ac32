import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

/** What the gateway answered: the status, the JSON, the trace id, and how long it took. */
export interface Reply<Body = any> {
  status: number;
  body: Body;
  trace: string;
  ms: number;
}

export interface Asking {
  body?: object;
  /** Bytes of a file, instead of a JSON body. */
  file?: Uint8Array;
  /** The Idempotency-Key; a fresh one unless said otherwise. */
  key?: string;
  /** How long to wait for the answer; a minute unless said otherwise. */
  deadlineMs?: number;
}

/** One person, or program, signed in at the gateway: everything goes through its REST. */
export class Client {
  readonly gatewayUrl: string;
  readonly login: string;
  readonly personId: string;
  readonly token: string;

  constructor(gatewayUrl: string, login: string, token: string, personId: string) {
    this.gatewayUrl = gatewayUrl;
    this.login = login;
    this.personId = personId;
    this.token = token;
  }

  /** @throws Error when the gateway does not know them */
  static async signIn(gatewayUrl: string, person: { login: string; password: string }): Promise<Client> {
    const { login, password } = person;
    const reply = await send(`${gatewayUrl}/v1/tokens`, 'POST', { body: { login, password, name: 'program' } });
    if (reply.status !== 201) throw new Error(`${login} cannot sign in: ${reply.status} ${JSON.stringify(reply.body)}`);
    const client = new Client(gatewayUrl, login, reply.body.token, '');
    const me = await client.ask('GET', '/v1/me');
    return new Client(gatewayUrl, login, reply.body.token, me.body.personId);
  }

  ask(method: string, path: string, asking: Asking = {}): Promise<Reply> {
    return send(`${this.gatewayUrl}${path}`, method, asking, { authorization: `Bearer ${this.token}` });
  }

  /** The same by way of another gateway, within 8 s; undefined when there is no answer. */
  via(gatewayUrl: string, method: string, path: string, asking: Asking = {}): Promise<Reply | undefined> {
    const headers = { authorization: `Bearer ${this.token}` };
    return send(`${gatewayUrl}${path}`, method, { deadlineMs: 8_000, ...asking }, headers).catch(() => undefined);
  }

  /** The answer's body of a POST that is to succeed. */
  async post(path: string, body: object = {}, key?: string): Promise<any> {
    return expectOk(`POST ${path}`, await this.patiently(path, { body, ...(key ? { key } : {}) }));
  }

  /** A POST that is sent again with the same key, for a minute, where the service cannot answer now. */
  async patiently(path: string, asking: Asking): Promise<Reply> {
    const key = asking.key ?? randomUUID();
    const until = Date.now() + 60_000;
    for (;;) {
      const reply = await this.ask('POST', path, { ...asking, key });
      const later = reply.status === 503 || reply.body?.code === 'ALL-8.still-running';
      if (!later || Date.now() > until) return reply;
      await pause(1_000);
    }
  }

  async get(path: string): Promise<any> {
    return expectOk(`GET ${path}`, await this.ask('GET', path));
  }
}

async function send(url: string, method: string, asking: Asking, headers: Record<string, string> = {}): Promise<Reply> {
  const begun = performance.now();
  const { body, file, key } = asking;
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const response = await fetch(url, {
    method,
    headers: {
      ...headers,
      ...(file ? { 'content-type': xlsx } : body ? { 'content-type': 'application/json' } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    ...(file ? { body: file as unknown as ArrayBuffer } : body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(asking.deadlineMs ?? 60_000),
  });
  const answer = Buffer.from(await response.arrayBuffer());
  const trace = response.headers.get('trace-id') ?? '';
  return { status: response.status, body: bodyOf(response, answer), trace, ms: performance.now() - begun };
}

/** JSON as what it says, a file as its bytes. */
function bodyOf({ headers }: Response, answer: Buffer): any {
  if (headers.has('content-disposition')) return answer;
  return answer.length > 0 ? JSON.parse(answer.toString()) : undefined;
}

function expectOk(what: string, reply: Reply): any {
  if (reply.status < 300) return reply.body;
  throw new Error(`${what} was answered ${reply.status}: ${JSON.stringify(reply.body)}`);
}
