import { InvalidInput, parse } from '#contracts/parse.js';
import type { AnswerOf, Asking } from '#contracts/message.js';
import { Refusal } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import type { Actor } from '#permissions/actor.js';
import { Unavailable } from '#persistence/retry.js';
import type { CommandCause } from '#persistence/work.js';
import { log } from '#telemetry/log.js';
import { histogram } from '#telemetry/metrics.js';
import { inSpan, traceId } from '#telemetry/trace.js';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { createHash } from 'node:crypto';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { verifiedActor } from './actor-token.js';
import { atWork } from './at-work.js';
import type { AnswerEnvelope, AskEnvelope } from './envelope.js';

/** A command or query as its handler gets it: checked, and asked by somebody the gateway vouches for. */
export interface Asked<Message extends object> extends CommandCause {
  payload: Message;
  actor: Actor;
  at: Instant;
}

const answers = Symbol('answers');

/** Marks the method that answers a command or query: `(asked: Asked<SubscribeUnit>) => Promise<Subscribed>`. */
export function Answers<A extends Asking>(asking: A) {
  type Handler = (asked: Asked<InstanceType<A>>) => Promise<AnswerOf<A>>;
  return <H extends Handler>(target: object, key: string, descriptor: TypedPropertyDescriptor<H>): void => {
    Reflect.defineMetadata(answers, asking, descriptor.value!);
    MessagePattern(asking.subject)(target, key, descriptor);
  };
}

/** Around every handler: one trace, a bounded number at work, the actor's token and payload checked, one alphabet. */
@Injectable()
export class Answering implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<AnswerEnvelope> {
    const asking = Reflect.getMetadata(answers, context.getHandler()) as Asking;
    const args = context.getArgs<[AskEnvelope | Asked<object>]>();
    const envelope = args[0] as AskEnvelope;
    const handle = async () => {
      args[0] = await askedOf(asking, envelope);
      return firstValueFrom(next.handle() as Observable<object>);
    };
    return from(
      inSpan(`answer ${asking.subject}`, 'server', {}, envelope.carrier, () =>
        measured(asking.subject, () => answered(() => atWork.do(envelope.until, handle))),
      ),
    );
  }
}

async function askedOf(asking: Asking, envelope: AskEnvelope): Promise<Asked<object>> {
  const actor = await verifiedActor(envelope.token, asking.subject).catch(() => {
    throw new Refusal('ALL-5.token', {});
  });
  const payload = parse(asking, envelope.payload);
  const reason = 'reason' in payload && typeof payload.reason === 'string' ? { reason: payload.reason } : {};
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([asking.subject, envelope.payload]))
    .digest('base64url');
  return { payload, actor, at: new Date(), name: asking.subject, key: envelope.key, bodyHash, ...reason };
}

async function answered(fn: () => Promise<object>): Promise<AnswerEnvelope> {
  try {
    return { answer: (await fn()) ?? {} };
  } catch (error) {
    if (error instanceof Refusal) return { refused: { code: error.code, facts: error.facts } };
    if (error instanceof InvalidInput) return { invalid: error.fields };
    if (error instanceof Unavailable) return { unavailable: error.message };
    log.error({ err: error }, 'fault while answering');
    return { fault: traceId() ?? '' };
  }
}

async function measured(subject: string, fn: () => Promise<AnswerEnvelope>): Promise<AnswerEnvelope> {
  const begun = performance.now();
  const envelope = await fn();
  seconds((performance.now() - begun) / 1000, { subject, outcome: Object.keys(envelope)[0] ?? 'answer' });
  return envelope;
}

const seconds = lazily(() => histogram('loupan_request_seconds', 'Time to answer a command or query', 's'));

/** Instruments are made at first use, after the SDK has started. */
function lazily<A extends unknown[]>(make: () => (...args: A) => void): (...args: A) => void {
  let made: ((...args: A) => void) | undefined;
  return (...args) => (made ??= make())(...args);
}
