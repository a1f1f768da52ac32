import { InvalidInput, parse } from '#contracts/parse.js';
import type { AnswerOf, Asking } from '#contracts/message.js';
import { Refusal, type Facts } from '#kernel/refusal.js';
import { Unavailable } from '#persistence/retry.js';
import { currentCarrier, inSpan } from '#telemetry/trace.js';
import { Injectable } from '@nestjs/common';
import { ClientNats } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';
import { natsOptions } from './connection.js';
import type { AnswerEnvelope, AskEnvelope } from './envelope.js';

/** Something went wrong on the other side that is nobody's business outside; its log has the trace id. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** The plain JSON of an answer: amounts, areas and moments are texts. */
export type Plain<T> = { [K in keyof T]: unknown };

/** Sends commands and queries; only the gateway has one. */
@Injectable()
export class Asker {
  private readonly client = new ClientNats(natsOptions('gateway'));
  /** What keeps it from asking, for /readyz. */
  trouble?: string = 'not connected yet';

  async onModuleInit(): Promise<void> {
    this.client.status.subscribe((status) => (this.trouble = status === 'connected' ? undefined : status));
    await this.client.connect();
  }

  async onModuleDestroy(): Promise<void> {
    await this.client.close();
  }

  /**
   * Asks a service and resolves to the plain JSON of its answer. `payload` is plain JSON too, and is validated first.
   * Throws InvalidInput, Refusal, Fault, or Unavailable when the service is down, too busy, or silent for `deadlineMs`
   * (then a command may or may not have been done: sent again with the same key it is done once).
   */
  async ask<A extends Asking>(asking: A, payload: object, how: AskHow): Promise<Plain<AnswerOf<A>>> {
    const checked = parse(asking, payload);
    return inSpan(`ask ${asking.subject}`, 'client', { 'messaging.destination': asking.subject }, undefined, () =>
      this.send<A>(asking.subject, checked, how),
    );
  }

  private async send<A extends Asking>(subject: string, payload: object, how: AskHow): Promise<Plain<AnswerOf<A>>> {
    const { token, key, deadlineMs = 5_000 } = how;
    const until = Date.now() + deadlineMs;
    const envelope: AskEnvelope = { payload, token, key, until, carrier: currentCarrier() };
    const sent = this.client.send<AnswerEnvelope>(subject, envelope).pipe(timeout(deadlineMs));
    return unwrap(await firstValueFrom(sent).catch(unreachable));
  }
}

interface AskHow {
  /** The signed actor token. */
  token: string;
  key: string;
  deadlineMs?: number;
}

/** No responder, no connection, no answer in time: the client rejects with errors and with plain strings. */
function unreachable(error: unknown): never {
  throw new Unavailable(String((error as { message?: unknown })?.message ?? error), { cause: error });
}

function unwrap<T>(envelope: AnswerEnvelope): T {
  if (envelope.refused) throw new Refusal(envelope.refused.code, envelope.refused.facts as Facts);
  if (envelope.invalid) throw new InvalidInput(envelope.invalid);
  if (envelope.unavailable) throw new Unavailable(envelope.unavailable);
  if (envelope.fault !== undefined) throw new Fault(envelope.fault);
  return envelope.answer as T;
}
