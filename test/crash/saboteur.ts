import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { RunningProcess, Stack } from '../../deploy/local/stack.ts';
import { crashPoints, type CrashPoint } from '../../libs/persistence/crash-point.ts';
import type { Chance } from './chance.ts';

/** Who often passes a crash point while homes are sold. */
const passing: Record<CrashPoint, string[]> = {
  'command.before-commit': ['sales', 'finance', 'inventory'],
  'command.after-commit': ['sales', 'finance', 'inventory'],
  'relay.before-publish': ['sales', 'finance', 'inventory'],
  'relay.after-publish': ['sales', 'finance', 'inventory'],
  'relay.after-mark': ['sales', 'finance', 'inventory'],
  'inbox.before-insert': ['sales', 'finance', 'inventory', 'reporting'],
  'inbox.before-ack': ['sales', 'finance', 'inventory', 'reporting'],
  'inbox.after-ack': ['sales', 'finance', 'inventory', 'reporting'],
  'handler.before': ['finance', 'inventory', 'reporting'],
  'handler.before-commit': ['finance', 'inventory', 'reporting'],
  'handler.after-commit': ['finance', 'inventory', 'reporting'],
  'deadline.claimed': ['sales'],
  'deadline.before-commit': ['sales'],
};

/** The services that are made to crash. */
const crashing = ['sales', 'finance', 'inventory', 'reporting'];

const hitWithin = 8_000;

/** Kills what it can, at moments that the lot decides, and in the end has everything run again. */
export class Saboteur {
  /** What was done, in words. */
  readonly deeds: string[] = [];
  readonly hit = new Set<CrashPoint>();
  /** Processes that ended although nobody had meant it. */
  readonly wrong: string[] = [];
  private readonly stack: Stack;
  private readonly chance: Chance;
  private readonly tell: (deed: string) => void;
  private readonly armed = new Map<RunningProcess, CrashPoint>();
  private readonly ready = new Set<RunningProcess>();
  private readonly exits = new Map<RunningProcess, (byPoint: boolean) => void>();

  constructor(stack: Stack, chance: Chance, tell: (deed: string) => void) {
    this.stack = stack;
    this.chance = chance;
    this.tell = tell;
    for (const process of stack.processes) {
      this.ready.add(process);
      process.onExit(({ signal, code, expected }) => this.ended(process, signal ?? `exit ${code}`, expected));
    }
  }

  /**
   * Every crash point and every mishap, as far as the time goes, several at once: a process of each service that is to
   * crash goes from one crash to the next, the others are simply killed now and then.
   */
  async work(until: number): Promise<void> {
    const victims = crashing.map((service) => this.chance.pick(this.processesOf(service)));
    const plan = this.planned();
    let left = victims.length;
    const crashes = victims.map(async (process) => {
      for (let point = plan.next(process); point && Date.now() < until; point = plan.next(process))
        if (!(await this.crashAt(point, process))) plan.missed(point);
      await this.revive(process);
      left--;
    });
    const over = () => left === 0 || Date.now() >= until;
    const others = this.stack.processes.filter((process) => !victims.includes(process));
    const lanes = [...this.mishaps(), ...others.slice(0, 6).map(() => () => this.killOneOf(others))];
    await Promise.all([...crashes, this.nowAndThen(this.chance.shuffled(lanes), over)]);
  }

  /** Everything runs, and says that it is ready. */
  async mend(): Promise<void> {
    if (!this.stack.postgres.pid) await this.stack.postgres.restart();
    if (!this.stack.nats.pid) await this.stack.nats.restart();
    await Promise.all(this.stack.processes.map((process) => this.revive(process)));
  }

  /** Which point next for which service: dealt by lot, and dealt again when it was not passed. */
  private planned() {
    const left = this.chance.shuffled(crashPoints);
    return {
      next: ({ service }: RunningProcess): CrashPoint | undefined => {
        const at = left.findIndex((point) => passing[point].includes(service));
        return at < 0 ? undefined : left.splice(at, 1)[0];
      },
      missed: (point: CrashPoint) => void left.push(point),
    };
  }

  private async nowAndThen(mishaps: (() => Promise<void>)[], over: () => boolean): Promise<void> {
    for (const mishap of mishaps) {
      await pause(1_000 + this.chance.below(2_000));
      if (over()) return;
      await mishap();
    }
  }

  /** Whether it crashed there. It is dead in the end. */
  private async crashAt(point: CrashPoint, process: RunningProcess): Promise<boolean> {
    await process.kill();
    this.armed.set(process, point);
    let crashed = false;
    const gone = new Promise<void>((resolve) =>
      this.exits.set(process, (byPoint) => resolve(void (crashed = byPoint))),
    );
    const after = this.chance.below(8);
    await this.start(process, { CRASH_AT: point, CRASH_AFTER: String(after) });
    await Promise.race([gone, pause(hitWithin)]);
    await process.kill();
    this.exits.delete(process);
    this.armed.delete(process);
    this.did(`${process.name} ${crashed ? 'crashed at' : 'did not pass'} ${point} (after ${after})`);
    return crashed;
  }

  private async killOneOf(processes: RunningProcess[]): Promise<void> {
    const process = this.chance.pick(processes);
    this.did(`${process.name} killed`);
    await process.kill();
    await pause(this.chance.below(1_000));
    await this.revive(process);
  }

  private processesOf(service: string): RunningProcess[] {
    return this.stack.processes.filter((process) => process.service === service);
  }

  private mishaps(): (() => Promise<void>)[] {
    const { nats, postgres } = this.stack;
    const outage = () => pause(200 + this.chance.below(1_800));
    const done = (what: string, how: () => Promise<unknown>) => async () => {
      this.did(what);
      await how();
    };
    return [
      done('NATS killed', async () => (await nats.kill(), await outage(), await nats.restart())),
      done('NATS killed again', async () => (await nats.kill(), await outage(), await nats.restart())),
      done('NATS wiped', () => nats.wipe()),
      done('NATS killed and wiped', async () => (await nats.kill(), await outage(), await nats.wipe())),
      done('all database connections ended', () => this.endConnections()),
      done('all database connections ended again', () => this.endConnections()),
      done('PostgreSQL restarted', () => postgres.restart()),
      done('PostgreSQL killed', async () => (await postgres.kill(), await outage(), await postgres.restart())),
    ];
  }

  private async endConnections(): Promise<void> {
    const client = new pg.Client({ connectionString: this.stack.postgres.adminUrl });
    client.on('error', () => undefined);
    await client.connect();
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename like '%\\_app'`);
    await client.end();
  }

  /** As a keeper of processes would: started again until it is ready, also while its servers are away. */
  private async revive(process: RunningProcess): Promise<void> {
    for (let tries = 0; tries < 20 && !(await this.start(process)); tries++) await pause(300);
    if (!this.ready.has(process)) this.wrong.push(`${process.name} does not start any more, see ${process.log}`);
  }

  private async start(process: RunningProcess, env: Record<string, string> = {}): Promise<boolean> {
    if (process.pid) return true;
    try {
      await process.start(env);
      this.ready.add(process);
      return true;
    } catch {
      return false;
    }
  }

  private ended(process: RunningProcess, how: string, expected: boolean): void {
    const wasReady = this.ready.delete(process);
    const point = this.armed.get(process);
    const byPoint = point !== undefined && how === 'SIGKILL' && !expected;
    if (byPoint) this.hit.add(point);
    else if (!expected && wasReady) this.wrong.push(`${process.name} ended by itself: ${how}, see ${process.log}`);
    this.exits.get(process)?.(byPoint);
  }

  private did(deed: string): void {
    this.deeds.push(deed);
    this.tell(deed);
  }
}
