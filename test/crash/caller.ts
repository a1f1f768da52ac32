import { isDeepStrictEqual } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../deploy/seed/client.ts';
import type { Chance } from './chance.ts';

/** A command that was answered with 2xx: from then on it has happened, whatever crashes. */
export interface Told {
  key: string;
  personId: string;
  path: string;
  body: object;
  answer: any;
}

/** What the people who sell remember of what they were told. */
export class Memory {
  readonly told: Told[] = [];
  /** What must not happen, seen from outside. */
  readonly wrong: string[] = [];
  readonly refused = new Map<string, number>();
  /** Flows beside the plain sale that came to their end, by name. */
  readonly played = new Map<string, number>();
  /** Receipts of attempts that were refused (OPEN-1). */
  readonly attempts: string[] = [];
  sent = 0;
  repeated = 0;
  /** After this moment whoever has no answer gives up. */
  until = Infinity;
}

/** Refused by a rule, which is an answer; a story may go another way then. */
export class Refused extends Error {
  readonly code: string;

  constructor(path: string, code: string) {
    super(`${path} was refused: ${code}`);
    this.code = code;
  }
}

/** A person who asks any gateway, and sends a command again with its key until it is answered. */
export class Caller {
  readonly client: Client;
  private readonly gateways: string[];
  private readonly memory: Memory;
  private readonly chance: Chance;
  private count = 0;

  constructor(client: Client, gateways: string[], memory: Memory, chance: Chance) {
    this.client = client;
    this.gateways = gateways;
    this.memory = memory;
    this.chance = chance;
  }

  /**
   * Does a command, once. `patience` is how many ms a 404 or 409 is taken for "not heard of yet".
   * @throws Refused, or Error when there is no answer in the end
   */
  async does(path: string, body: object = {}, patience = 0): Promise<any> {
    const key = `${this.client.login}-${++this.count}`;
    this.memory.sent++;
    const answer = await this.answered(path, { method: 'POST', body, key }, patience);
    this.memory.told.push({ key, personId: this.client.personId, path, body, answer });
    if (this.chance.percent(15)) await this.again({ key, path, body, answer });
    return answer;
  }

  /** Sends what was answered once more, with the same key: the answer must be the same. */
  async again({ key, path, body, answer }: Omit<Told, 'personId'>): Promise<void> {
    this.memory.repeated++;
    const second = await this.answered(path, { method: 'POST', body, key }, 0).catch((error: unknown) => String(error));
    if (isDeepStrictEqual(second, answer)) return;
    this.memory.wrong.push(`ALL-8: ${key} ${path} was answered ${short(answer)} and then ${short(second)}`);
  }

  reads(path: string, patience = 0): Promise<any> {
    return this.answered(path, { method: 'GET' }, patience);
  }

  private async answered(path: string, asking: Asking, patience: number): Promise<any> {
    const begun = Date.now();
    for (;;) {
      const reply = await this.client.via(this.chance.pick(this.gateways), asking.method, path, asking);
      if (reply && reply.status < 300) return reply.body;
      const code = reply?.body?.code as string | undefined;
      if (reply?.status === 500) this.memory.wrong.push(`a fault: ${path} ${short(reply.body)}`);
      const unheard = reply && [404, 409].includes(reply.status) && Date.now() < begun + patience;
      if (isAnswer(reply?.status) && code !== 'ALL-8.still-running' && !unheard) {
        if (reply?.body?.facts?.attemptId) this.memory.attempts.push(reply.body.facts.attemptId);
        this.refuse(path, code ?? '');
      }
      if (Date.now() > this.memory.until) throw new Error(`no answer in the end: ${path} ${short(reply?.body)}`);
      if (asking.key && !unheard) this.memory.repeated++;
      await pause(50 + this.chance.below(250));
    }
  }

  private refuse(path: string, code: string): never {
    this.memory.refused.set(code, (this.memory.refused.get(code) ?? 0) + 1);
    throw new Refused(path, code);
  }
}

interface Asking {
  method: 'GET' | 'POST';
  body?: object;
  key?: string;
}

/** No connection, 503 and 500 are none: the command is sent again. */
function isAnswer(status: number | undefined): boolean {
  return status !== undefined && status < 500;
}

function short(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 400);
}
