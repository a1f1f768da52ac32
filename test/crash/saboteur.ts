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

const hitWithin = 10_000;

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
  private readonly armed = new Map<string, CrashPoint>();
  private readonly busy = new Set<RunningProcess>();
  private readonly ready = new Set<RunningProcess>();
  private readonly exits = new Map<RunningProcess, () => void>();

  constructor(stack: Stack, chance: Chance, tell: (deed: string) => void) {
    this.stack = stack;
    this.chance = chance;
    this.tell = tell;
    for (const process of stack.processes) {
      this.ready.add(process);
      process.onExit(({ signal, code, expected }) => this.ended(process, signal ?? `exit ${code}`, expected));
    }
  }

  /** All crash points and every mishap once or more, as far as the time goes; several at once. */
  async work(until: number): Promise<void> {
    const killings = [...this.chance.shuffled([...crashPoints, ...crashPoints.slice(0, 5).map(() => 'any' as const)])];
    const missed: CrashPoint[] = [];
    const kill = async (lot: Chance): Promise<void> => {
      for (let next = killings.shift() ?? missed.shift(); next && Date.now() < until;) {
        if (next === 'any') await this.killAny(lot);
        else if (!(await this.crashAt(next, lot))) missed.push(next);
        next = killings.shift() ?? missed.shift();
      }
    };
    const lanes = [kill(this.chance.branch('lane 1')), kill(this.chance.branch('lane 2'))];
    const killed = Promise.all(lanes).then(() => (until = 0));
    const mishaps = async () => {
      for (const mishap of this.mishaps()) {
        await pause(1_500 + this.chance.below(2_500));
        if (Date.now() >= until) break;
        await mishap();
      }
    };
    await Promise.all([killed, mishaps()]);
  }

  /** Everything runs, and says that it is ready. */
  async mend(): Promise<void> {
    if (!this.stack.postgres.pid) await this.stack.postgres.restart();
    if (!this.stack.nats.pid) await this.stack.nats.restart();
    await Promise.all(this.stack.processes.map((process) => this.revive(process)));
  }

  private async crashAt(point: CrashPoint, lot: Chance): Promise<boolean> {
    const process = await this.take(passing[point], lot);
    await process.kill();
    this.armed.set(process.name, point);
    const gone = new Promise<void>((resolve) => this.exits.set(process, resolve));
    const after = lot.below(4);
    void this.start(process, { CRASH_AT: point, CRASH_AFTER: String(after) });
    await Promise.race([gone, pause(hitWithin)]);
    this.exits.delete(process);
    this.armed.delete(process.name);
    this.did(`${process.name} ${process.pid ? 'did not pass' : 'crashed at'} ${point} (after ${after})`);
    await process.kill();
    await this.revive(process);
    this.busy.delete(process);
    return this.hit.has(point);
  }

  private async killAny(lot: Chance): Promise<void> {
    const process = await this.take([...new Set(this.stack.processes.map(({ service }) => service))], lot);
    this.did(`${process.name} killed`);
    await process.kill();
    await pause(lot.below(1_000));
    await this.revive(process);
    this.busy.delete(process);
  }

  private mishaps(): (() => Promise<void>)[] {
    const { nats, postgres } = this.stack;
    const outage = () => pause(200 + this.chance.below(1_800));
    const done = (what: string, how: () => Promise<unknown>) => async () => {
      this.did(what);
      await how();
    };
    return this.chance.shuffled([
      done('NATS killed', async () => (await nats.kill(), await outage(), await nats.restart())),
      done('NATS killed again', async () => (await nats.kill(), await outage(), await nats.restart())),
      done('NATS wiped', () => nats.wipe()),
      done('NATS killed and wiped', async () => (await nats.kill(), await outage(), await nats.wipe())),
      done('all database connections ended', () => this.endConnections()),
      done('all database connections ended again', () => this.endConnections()),
      done('PostgreSQL restarted', () => postgres.restart()),
      done('PostgreSQL killed', async () => (await postgres.kill(), await outage(), await postgres.restart())),
    ]);
  }

  private async endConnections(): Promise<void> {
    const client = new pg.Client({ connectionString: this.stack.postgres.adminUrl });
    client.on('error', () => undefined);
    await client.connect();
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename like '%\\_app'`);
    await client.end();
  }

  /** One that nobody else is at. */
  private async take(services: string[], lot: Chance): Promise<RunningProcess> {
    for (;;) {
      const free = this.stack.processes.filter((one) => services.includes(one.service) && !this.busy.has(one));
      const process = free[lot.below(Math.max(free.length, 1))];
      if (process) {
        this.busy.add(process);
        return process;
      }
      await pause(100);
    }
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
    const point = this.armed.get(process.name);
    if (point && how === 'SIGKILL' && !expected) this.hit.add(point);
    else if (!expected && wasReady) this.wrong.push(`${process.name} ended by itself: ${how}, see ${process.log}`);
    this.exits.get(process)?.();
  }

  private did(deed: string): void {
    this.deeds.push(deed);
    this.tell(deed);
  }
}
