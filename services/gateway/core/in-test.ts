import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Assignment } from '#permissions/actor.js';
import { actorKeys } from '#testing/actor-keys.js';
import { cloneDatabase } from '#testing/database.js';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Person } from '../entities/person.js';
import { GatewayModule } from '../module.js';
import { openGateway } from './open.js';
import { hashPassword } from './passwords.js';

/** For tests: what came back over HTTP. */
export interface Answered {
  status: number;
  headers: Headers;
  body: any;
}

/** For tests: the real gateway on a port, a database of its own and the real broker, with no service behind it. */
export interface GatewayInTest {
  app: NestFastifyApplication;
  url: string;
  /** A fresh view of its database. */
  em(): EntityManager;
  /** An account that exists; its password is `password`. */
  account(login: string, assignments: Assignment[], more?: Partial<Person>): Promise<Person>;
  send(method: string, path: string, sent?: Sent): Promise<Answered>;
  /** Signs in; what to send along to be known. */
  signIn(login: string, password?: string): Promise<{ cookie: string }>;
  close(): Promise<void>;
}

interface Sent {
  body?: unknown;
  headers?: Record<string, string>;
  as?: { cookie: string } | { token: string };
}

export const password = 'correct horse 7';

export async function gatewayInTest(): Promise<GatewayInTest> {
  const database = await cloneDatabase('gateway');
  const seeds = process.env.TEST_NATS_SEEDS;
  Object.assign(process.env, { DATABASE_URL: database.url, SERVICE: 'gateway', ...actorKeys() });
  Object.assign(process.env, {
    NATS_URL: process.env.TEST_NATS_URL,
    NATS_SEED_FILE: seeds && join(seeds, 'gateway.seed'),
  });
  const app = await openGateway(GatewayModule);
  await app.listen(0, '127.0.0.1');
  const em = () => app.get(MikroORM, { strict: false }).em.fork();
  const url = await app.getUrl();
  const passwordHash = await hashPassword(password);
  const send = (method: string, path: string, sent: Sent = {}) => sendTo(url, method, path, sent);
  return {
    ...{ app, url, em, send },
    async account(login, assignments, more = {}) {
      const at = new Date();
      const own = em();
      const person = own.create(Person, {
        ...{ id: randomUUID(), login, name: login, assignments, passwordHash, passwordSetAt: at, openedAt: at },
        ...{ mustChangePassword: false, failures: 0, ...more },
      });
      await own.flush();
      return person;
    },
    async signIn(login, secret = password) {
      const { status, headers, body } = await send('POST', '/v1/session', { body: { login, password: secret } });
      if (status !== 201) throw new Error(`${login} cannot sign in: ${JSON.stringify(body)}`);
      return { cookie: headers.getSetCookie()[0]!.split(';')[0]! };
    },
    async close() {
      await app.close();
      await database.drop();
    },
  };
}

async function sendTo(url: string, method: string, path: string, { body, headers = {}, as }: Sent): Promise<Answered> {
  const who = !as ? {} : 'cookie' in as ? { cookie: as.cookie } : { authorization: `Bearer ${as.token}` };
  const type = body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' };
  const sent =
    body === undefined || body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body);
  const request = {
    method,
    headers: { ...type, ...who, ...headers },
    ...(sent === undefined ? {} : { body: sent as string }),
  };
  const response = await fetch(url + path, request);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text };
}
