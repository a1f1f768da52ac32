import { setTimeout as pause } from 'node:timers/promises';
import type { Client, Reply } from '../../deploy/seed/client.ts';

/** A step as it is printed: who did what, what came of it, how long it took, and its trace. */
export interface Step {
  number: number;
  who: string;
  what: string;
  status: string;
  ms: number;
  trace: string;
  ok: boolean;
}

export interface Doing {
  body?: object;
  file?: Uint8Array;
  key?: string;
  /** Another service is about to hear what this needs: tried again for up to 15 s while it is refused. */
  eventually?: boolean;
  /** The status to be answered; 200 or 201 unless said otherwise. */
  status?: number;
  /** The refusal's code to be answered. */
  code?: string;
  /** More to hold of the answer; false fails the step. */
  holds?: (body: any) => boolean;
}

/** Where a story is played: each step is asked of the gateway by a person, checked, printed and remembered. */
export class Stage {
  readonly steps: Step[] = [];
  private readonly people: Record<string, Client>;
  private readonly print: (line: string) => void;

  constructor(people: Record<string, Client>, print: (line: string) => void = console.log) {
    this.people = people;
    this.print = print;
  }

  /** Does a step and answers its body. A step that does not come out as told ends the story. */
  async does(who: string, what: string, request: string, doing: Doing = {}): Promise<any> {
    const [method, path] = request.split(' ') as [string, string];
    const person = this.people[who];
    if (!person) throw new Error(`${who} is not in the cast`);
    const { body, file, key } = doing;
    const asking = {
      ...(file ? { file } : body || method === 'POST' ? { body: body ?? {} } : {}),
      ...(key ? { key } : {}),
    };
    const until = Date.now() + (doing.eventually ? 15_000 : 0);
    let reply = await person.ask(method, path, asking);
    while ((reply.status === 404 || reply.status === 409) && Date.now() < until) {
      await pause(50);
      reply = await person.ask(method, path, asking);
    }
    const wrong = whatIsWrong(reply, doing);
    this.remember(who, what, `${reply.status}${reply.body?.code ? ` ${reply.body.code}` : ''}`, reply, !wrong);
    if (wrong) throw new Error(`${who}: ${what}: ${wrong}\n${JSON.stringify(reply.body, null, 2)}`);
    return reply.body;
  }

  /** These people, to do what needs no step of its own. */
  team(...who: string[]): Record<string, Client> {
    return Object.fromEntries(who.map((one) => [one, this.people[one]!]));
  }

  /** The heading of what comes next. */
  says(what: string): void {
    this.print(`\n— ${what}`);
  }

  personId(who: string): string {
    return this.people[who]!.personId;
  }

  /** Waits until a reading holds: events, banks and deadlines take their time. */
  async until(who: string, what: string, path: string, holds: (body: any) => boolean, withinMs = 30_000): Promise<any> {
    const begun = performance.now();
    for (;;) {
      const reply = await this.people[who]!.ask('GET', path);
      const held = reply.status === 200 && holds(reply.body);
      const ms = performance.now() - begun;
      if (held || ms > withinMs) this.remember(who, what, String(reply.status), { ...reply, ms }, held, true);
      if (held) return reply.body;
      if (ms > withinMs) throw new Error(`${what}: not within ${withinMs} ms\n${JSON.stringify(reply.body, null, 2)}`);
      await pause(50);
    }
  }

  private remember(who: string, what: string, status: string, reply: Reply, ok: boolean, waited = false): void {
    const number = this.steps.length + 1;
    const step: Step = {
      number,
      who,
      what,
      status: waited ? `${status} …` : status,
      ms: reply.ms,
      trace: reply.trace,
      ok,
    };
    this.steps.push(step);
    this.print(line(step));
  }
}

/** Whether an answer is a PDF: its bytes begin so. */
export function isPdf(body: unknown): boolean {
  return Buffer.isBuffer(body) && body.subarray(0, 4).toString() === '%PDF';
}

function whatIsWrong(reply: Reply, { status, code, holds }: Doing): string | undefined {
  if (status ? reply.status !== status : reply.status > 201) return `answered ${reply.status}, not ${status ?? '2xx'}`;
  if (code && reply.body.code !== code) return `refused with ${reply.body.code}, not ${code}`;
  if (!reply.trace) return 'the answer has no trace id';
  return holds && !holds(reply.body) ? 'the answer is not as it should be' : undefined;
}

export const heading = line({
  number: 0,
  who: 'who',
  what: 'what',
  status: 'status',
  ms: NaN,
  trace: 'trace',
  ok: true,
});

function line({ number, who, what, status, ms, trace, ok }: Step): string {
  const time = Number.isNaN(ms) ? 'ms' : ms.toFixed(0);
  const mark = ok ? ' ' : '✗';
  const columns = [(number || '#').toString().padStart(3), who.padEnd(6), wide(what, 62), wide(status, 30)];
  return `${mark}${columns.join(' ')} ${time.padStart(6)}  ${trace.slice(0, 32)}`;
}

/** Pads by what a terminal shows: a Chinese character is two columns wide. */
function wide(text: string, columns: number): string {
  const width = [...text].reduce((sum, character) => sum + (character.codePointAt(0)! > 0x2e80 ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(0, columns - width));
}
