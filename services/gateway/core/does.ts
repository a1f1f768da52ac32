import type { AnswerOf, Asking } from '#contracts/message.js';
import { parse } from '#contracts/parse.js';
import type { Grant } from '#permissions/actor.js';
import type { CommandCause } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type Caller, hashOf } from './callers.js';

/** What a request brings that the gateway answers itself. */
export interface Request {
  payload: object;
  caller?: Caller;
  grants: Grant[];
  key: string;
  /** Where it comes from. */
  address: string;
  /** Sets the session cookie to this secret, or clears it. */
  setCookie(secret: string | null): void;
}

/** A command or query that the gateway answers itself, as its handler gets it. */
export interface Doing<Message extends object> extends CommandCause, Omit<Request, 'key'> {
  payload: Message;
}

/** Who asks where nobody is known yet. */
export const stranger = { id: '00000000-0000-7000-8000-000000000001', name: 'stranger' };

const does = Symbol('does');

/** Marks the method that answers one of the gateway's own messages: `(doing: Doing<SignIn>) => Promise<Myself>`. */
export function Does<A extends Asking>(asking: A) {
  type Method = (doing: Doing<InstanceType<A>>) => Promise<AnswerOf<A>>;
  return (_target: object, _name: string, descriptor: TypedPropertyDescriptor<Method>): void =>
    Reflect.defineMetadata(does, asking, descriptor.value!);
}

type Handler = (doing: Doing<object>) => Promise<object>;

/** The gateway's own handlers, by contract. */
@Injectable()
export class OwnAnswers {
  private readonly handlers = new Map<Asking, Handler>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders().filter((provider) => provider.instance)) {
      for (const method of new MetadataScanner().getAllMethodNames(Object.getPrototypeOf(instance))) {
        const asking = Reflect.getMetadata(does, instance[method]) as Asking | undefined;
        if (asking) this.handlers.set(asking, instance[method].bind(instance) as Handler);
      }
    }
  }

  has(asking: Asking): boolean {
    return this.handlers.has(asking);
  }

  /** Throws InvalidInput, or what the handler throws. Passwords take no part in the hash of the body. */
  async answer(asking: Asking, { key, ...request }: Request): Promise<object> {
    const payload = parse(asking, request.payload);
    const { reason } = payload as { reason?: string };
    const actor = request.caller ? { id: request.caller.personId, name: request.caller.name } : stranger;
    const cause = { actor, name: asking.subject, at: new Date(), key, bodyHash: bodyHash(asking, payload) };
    return this.handlers.get(asking)!({ ...request, payload, ...cause, ...(reason ? { reason } : {}) });
  }
}

function bodyHash(asking: Asking, payload: object): string {
  const secret = ['password', 'old', 'new'];
  const told = Object.entries(payload).filter(([name]) => !secret.includes(name));
  return hashOf(JSON.stringify([asking.subject, told]));
}
