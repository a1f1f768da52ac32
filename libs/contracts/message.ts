/** A class that can be parsed from plain JSON by `parse` and described in OpenAPI. */
export type Shape<T extends object = object> = new () => T;

/** What the sender of a command or query may rely on: the subject it travels on and the shape of the answer. */
export interface Asking<Answer extends object = object> {
  new (): object;
  readonly kind: 'command' | 'query';
  /** `sales`, the service that answers. */
  readonly service: string;
  /** `cmd.sales.subscribe-unit` or `qry.inventory.board`. */
  readonly subject: string;
  readonly answer: Shape<Answer>;
}

/** The answer's type: `AnswerOf<typeof SubscribeUnit>`. */
export type AnswerOf<A extends Asking> = A extends Asking<infer Answer> ? Answer : never;

/** Base class of an order to a service: `class SubscribeUnit extends Command('sales.subscribe-unit', Subscribed)`. */
export function Command<Answer extends object>(name: string, answer: Shape<Answer>) {
  return asking('command', `cmd.${name}`, answer);
}

/** Base class of a question to a service; answering it writes nothing. */
export function Query<Answer extends object>(name: string, answer: Shape<Answer>) {
  return asking('query', `qry.${name}`, answer);
}

function asking<Answer extends object>(kind: 'command' | 'query', subject: string, answer: Shape<Answer>) {
  class Asked {
    static readonly kind = kind;
    static readonly service = subject.split('.')[1]!;
    static readonly subject = subject;
    static readonly answer = answer;
  }
  return Asked;
}

/** The statics of an event class. */
export interface Telling<Event extends object = object> {
  new (): Event;
  readonly service: string;
  /** `sales.unit-subscribed`, without the version. */
  readonly type: string;
  readonly version: number;
  /** Name of the id field that orders it: events about the same id arrive in the order they were told. */
  readonly about: string;
}

/** Base class of a past fact: `class UnitSubscribed extends Told('sales.unit-subscribed', 1, 'unitId')`. */
export function Told(type: string, version: number, about: string) {
  class Event {
    static readonly service = type.split('.')[0]!;
    static readonly type = type;
    static readonly version = version;
    static readonly about = about;
  }
  return Event;
}

/** `sales.unit-subscribed.v1`: how the wire, the inbox and the catalogue name an event. */
export function nameOf(telling: Telling): string {
  return `${telling.type}.v${telling.version}`;
}
