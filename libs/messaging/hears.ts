import { nameOf, type Telling } from '#contracts/message.js';
import type { Instant } from '#kernel/time.js';
import { methodsMarked } from '#persistence/marked.js';
import type { Work } from '#persistence/work.js';
import type { DiscoveryService } from '@nestjs/core';

/** An event as a listener gets it: what happened, when, who did it and why. */
export interface Heard<Event extends object> {
  id: string;
  event: Event;
  about: string;
  /** Its place among what the telling service told about this id: 1, 2, 3 … */
  sequence: number;
  at: Instant;
  actor: { id: string; name: string };
  reason?: string;
  /** First eight digits of the trace that caused it. */
  trace: string;
}

type Reaction = (heard: Heard<object>, work: Work) => Promise<void>;

const hears = Symbol('hears');

/** Marks the method that reacts to these events: `(heard: Heard<UnitSubscribed>, work: Work) => Promise<void>`. */
export function Hears<T extends Telling>(...tellings: T[]) {
  type Handler = (heard: Heard<InstanceType<T>>, work: Work) => Promise<void>;
  return (target: object, key: string, _: TypedPropertyDescriptor<Handler>): void =>
    Reflect.defineMetadata(hears, tellings, target, key);
}

/** What a service reacts to: event name → its class and the reactions, in the order found. */
export type Reactions = Map<string, { telling: Telling; react: Reaction[] }>;

/** Finds every method marked with Hears. */
export function reactionsOf(discovery: DiscoveryService): Reactions {
  const found: Reactions = new Map();
  for (const { mark, call } of methodsMarked<Telling[]>(discovery, hears)) {
    for (const telling of mark) {
      const entry = found.get(nameOf(telling)) ?? { telling, react: [] };
      found.set(nameOf(telling), { telling, react: [...entry.react, call as Reaction] });
    }
  }
  return found;
}
