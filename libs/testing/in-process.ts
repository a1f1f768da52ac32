import { nameOf, type AnswerOf, type Asking, type Telling } from '#contracts/message.js';
import { InvalidInput } from '#contracts/parse.js';
import { Refusal, type Facts } from '#kernel/refusal.js';
import { newId } from '#kernel/ids.js';
import { signActor } from '#messaging/actor-token.js';
import type { AnswerEnvelope, AskEnvelope, EventEnvelope } from '#messaging/envelope.js';
import { Messaging } from '#messaging/module.js';
import { Clock } from '#persistence/clock.js';
import type { Operation } from '#permissions/operations.js';
import { MikroORM, type EntityManager } from '@mikro-orm/postgresql';
import type { INestMicroservice, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { actorKeys } from './actor-keys.js';
import { acting, type Person } from './cast.js';
import { cloneDatabase, type TestDatabase } from './database.js';
import { personalKeysFile } from './personal-keys.js';

/** Runs one service in this process on a database of its own, with no broker: asked, told and waited for directly. */
export async function inProcess(service: string, module: Type<object>): Promise<ServiceInTest> {
  const database = await cloneDatabase(service);
  Object.assign(process.env, { DATABASE_URL: database.url, SERVICE: service, ...actorKeys(), ...personalKeysFile() });
  delete process.env.NATS_URL;
  const counter = new Counter();
  const app = await NestFactory.createMicroservice(module, { strategy: counter, logger: ['error', 'warn'] });
  await app.listen();
  return new ServiceInTest(service, app, counter, database);
}

/** Loose, so that a test may look into it. */
type JsonOf<T> = T extends object ? { [K in keyof T]: any } : T;

export class ServiceInTest {
  private readonly sequences = new Map<string, number>();

  constructor(
    readonly service: string,
    readonly app: INestMicroservice,
    private readonly counter: Counter,
    private readonly database: TestDatabase,
  ) {}

  /** Asks as a person for an operation; the plain JSON of the answer, or the Refusal or InvalidInput thrown. */
  async ask<A extends Asking>(
    asking: A,
    payload: object,
    as: [Person, Operation],
    key = newId(),
  ): Promise<JsonOf<AnswerOf<A>>> {
    const token = await signActor(acting(...as), asking.subject);
    const envelope: AskEnvelope = { payload, token, key, until: Date.now() + 30_000, carrier: {} };
    const overTheWire = JSON.parse(JSON.stringify(envelope)) as AskEnvelope;
    const answer = await this.counter.ask(asking.subject, overTheWire);
    return unwrap(JSON.parse(JSON.stringify(answer)) as AnswerEnvelope) as JsonOf<AnswerOf<A>>;
  }

  /** Tells it what another service told, twice, as the broker may; waits until it is handled, or says why it is not. */
  async hear<T extends Telling>(telling: T, event: Partial<Record<keyof InstanceType<T>, unknown>>): Promise<void> {
    const envelope = this.envelopeOf(telling, event);
    const inbox = this.app.get(Messaging, { strict: false }).inbox;
    await inbox.put(telling.service, [envelope]);
    await inbox.drain();
    await inbox.put(telling.service, [envelope]);
    await inbox.drain();
    const [row] = await this.rows<{ error: string; processed_at: unknown }>('select * from inbox where id = ?', [
      envelope.id,
    ]);
    if (!row?.processed_at) throw new Error(`${envelope.type} was not handled: ${row?.error}`);
  }

  /** The events it told of this kind, oldest first, as JSON. */
  async told<T extends Telling>(telling: T): Promise<JsonOf<InstanceType<T>>[]> {
    const rows = await this.rows<{ payload: unknown }>('select payload from outbox where type = ? order by position', [
      nameOf(telling),
    ]);
    return rows.map((row) => row.payload as JsonOf<InstanceType<T>>);
  }

  /** Lets the open deadline of this kind pass now, twice at once, as two replicas would. */
  async pass(kind: string, about: string): Promise<void> {
    const owner = `update deadline set due_at = now() - interval '1 second', leased_until = null
      where kind = ? and about = ? and done_at is null and cleared_at is null returning id`;
    const found = await this.rows(owner, [kind, about]);
    if (found.length === 0) throw new Error(`no open deadline ${kind} about ${about}`);
    const clock = this.app.get(Clock, { strict: false });
    await Promise.all([clock.scan(), clock.scan()]);
  }

  /** For the owner, who rotates keys. */
  get ownerUrl(): string {
    return this.database.ownerUrl;
  }

  rows<Row extends object = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> {
    return this.em().execute(sql, params) as unknown as Promise<Row[]>;
  }

  em(): EntityManager {
    return this.app.get(MikroORM, { strict: false }).em.fork();
  }

  /** Waits until it has stopped, and drops its database. */
  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  private envelopeOf(telling: Telling, event: object): EventEnvelope {
    const data = JSON.parse(JSON.stringify(event)) as Record<string, string>;
    const about = data[telling.about]!;
    const place = `${telling.service} ${about}`;
    const sequence = (this.sequences.get(place) ?? 0) + 1;
    this.sequences.set(place, sequence);
    return {
      ...{ specversion: '1.0', id: newId(), source: `/loupan/${telling.service}`, type: nameOf(telling) },
      ...{ subject: about, time: new Date().toISOString(), datacontenttype: 'application/json', sequence },
      ...{ actor: { id: newId(), name: '测试' }, data },
    } as EventEnvelope;
  }
}

/** Nest's own pipeline without a network: messages handed over the counter. */
class Counter extends Server implements CustomTransportStrategy {
  listen(callback: () => void): void {
    callback();
  }

  close(): void {}

  on(): void {}

  unwrap<T>(): T {
    return this as unknown as T;
  }

  async ask(subject: string, envelope: AskEnvelope): Promise<AnswerEnvelope> {
    const handler = this.getHandlerByPattern(subject);
    if (!handler) throw new Error(`Nothing answers ${subject}`);
    return lastValueFrom(this.transformToObservable(await handler(envelope as never, undefined as never)));
  }
}

function unwrap(envelope: AnswerEnvelope): object {
  if (envelope.refused) throw new Refusal(envelope.refused.code, envelope.refused.facts as Facts);
  if (envelope.invalid) throw new InvalidInput(envelope.invalid);
  if (envelope.answer) return envelope.answer;
  throw new Error(`Not answered: ${JSON.stringify(envelope)}`);
}
