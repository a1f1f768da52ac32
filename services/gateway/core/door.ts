import type { CookieSerializeOptions } from '@fastify/cookie';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Asker } from '#messaging/ask.js';
import type { Actor, Grant } from '#permissions/actor.js';
import type { Operation } from '#permissions/operations.js';
import { Unavailable } from '#persistence/retry.js';
import { addToSpan } from '#telemetry/trace.js';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Row } from '../routes/row.js';
import { admit, wordOn } from './admission.js';
import { type Caller, Callers, type Proof } from './callers.js';
import { OwnAnswers } from './does.js';
import { type Brought, payloadOf } from './payload.js';
import { fromElsewhere } from './same-origin.js';

const sessionCookie = '__Host-session';
const cookieOptions: CookieSerializeOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' };

const deadlineMs = 5_000;
const fileDeadlineMs = 30_000;
/** Of base64 characters, 5.5 MB of file: the broker carries messages of 8 MB. */
const longestFile = (5.5 * 1024 * 1024 * 4) / 3;

/** A request that was let in. */
export interface Entered {
  proof: Proof | undefined;
  /** Known wherever an operation is needed. */
  caller: Caller | undefined;
  grants: Grant[];
  payload: Record<string, unknown>;
}

/** From a request to its answer: who is it, may they, what do they ask, and then the one who knows is asked. */
@Injectable()
export class Door {
  constructor(
    private readonly callers: Callers,
    private readonly asker: Asker,
    readonly own: OwnAnswers,
  ) {}

  /** Throws what `problemOf` can tell. */
  async pass(row: Row, request: FastifyRequest, reply: FastifyReply): Promise<object> {
    const key = row.method === 'GET' ? newId() : keyOf(request);
    if (row.method !== 'GET') reply.header('idempotency-key', key);
    const { caller, grants, payload } = await this.enter(row, request);
    const doing = { payload, caller, grants, key, ...surroundings(request, reply) };
    if (row.does) return within(deadlineMs, this.own.answer(row.does, doing));
    return this.ask(row, payload, { caller: caller!, grants, key });
  }

  /** Who comes in, with what right, and what they bring. */
  async enter(row: Row, request: FastifyRequest): Promise<Entered> {
    addToSpan({ 'http.route': row.path });
    const proof = row.needs === 'public' ? undefined : proofOf(request);
    const changesByCookie = row.method !== 'GET' && (proof?.by === 'cookie' || row.needs === 'public');
    if (changesByCookie && fromElsewhere(request.headers)) refuse('GAT-3.other-origin');
    const { caller, grants } = await this.admitted(row, proof);
    return { proof, caller, grants, payload: payloadOf(row, request as Brought) };
  }

  /** Who is behind it and what lets them through, now. */
  async admitted(row: Row, proof?: Proof): Promise<{ caller: Caller | undefined; grants: Grant[] }> {
    const caller = proof && (await within(deadlineMs, this.callers.behind(proof)));
    return { caller, grants: admit(row, caller) };
  }

  private async ask(
    row: Row,
    payload: Record<string, unknown>,
    from: { caller: Caller; grants: Grant[]; key: string },
  ) {
    const { caller, grants, key } = from;
    if (row.takes === 'file' && String(payload.file ?? '').length > longestFile) refuse('GAT-3.too-large');
    const actor: Actor = { id: caller.personId, name: caller.name, operation: row.needs as Operation, grants };
    const how = {
      token: await wordOn(actor, row.asks!.subject),
      key,
      deadlineMs: row.takes === 'file' || row.gives === 'file' ? fileDeadlineMs : deadlineMs,
    };
    return this.asker.ask(row.asks!, payload, how);
  }
}

/** What answers later than this has been given up: the database tries for longer than anybody should wait. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Unavailable(`no answer in ${ms} ms`)), ms);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function keyOf({ headers }: FastifyRequest): string {
  const key = headers['idempotency-key'];
  if (key === undefined) return newId();
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,64}$/.test(key)) return refuse('GAT-3.bad-key');
  return key;
}

/** A program's token goes before a cookie: it cannot be sent by accident. */
function proofOf({ headers, cookies }: FastifyRequest): Proof | undefined {
  const bearer = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer) return { by: 'token', secret: bearer };
  const cookie = cookies[sessionCookie];
  return cookie ? { by: 'cookie', secret: cookie } : undefined;
}

function surroundings(request: FastifyRequest, reply: FastifyReply) {
  return {
    address: request.ip,
    setCookie: (secret: string | null) =>
      void (secret
        ? reply.setCookie(sessionCookie, secret, cookieOptions)
        : reply.clearCookie(sessionCookie, cookieOptions)),
  };
}
