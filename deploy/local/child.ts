import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

import { openLog } from './log.ts';
import { until } from './until.ts';

export interface Order {
  command: string;
  args: string[];
  /** File that takes what the process prints; appended to. Without one it prints where we do. */
  log?: string;
  env?: Record<string, string | undefined>;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** How this program is asked to stop: SIGTERM unless said otherwise. */
  stopBy?: NodeJS.Signals;
  /** What ends it when this process is already exiting and cannot wait: SIGKILL unless said otherwise. */
  endBy?: NodeJS.Signals;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Whether it ended because stop() or kill() was called. */
  expected: boolean;
}

export interface Child {
  pid: number;
  exited: Promise<Exit>;
  readonly running: boolean;
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL, or another signal that ends it; resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<Exit>;
  /** Asks it to stop, and after `patience` milliseconds (10 s) kills it; resolves when it is gone. */
  stop(patience?: number): Promise<Exit>;
}

/**
 * Starts a program that cannot outlive this process. It is in a process group of its own, so that Ctrl-C reaches only
 * us and the order of stopping is ours.
 * @throws the system's error (ENOENT, EACCES) when the program cannot be run
 */
export async function startChild(order: Order): Promise<Child> {
  const out = order.log === undefined ? 'inherit' : openLog(order.log);
  const { command, args, env, cwd, uid, gid, stopBy = 'SIGTERM', endBy = 'SIGKILL' } = order;
  const options = { env: { ...inherited(), ...env }, cwd, uid, gid, detached: true };
  const started = spawn(command, args, { ...options, stdio: ['ignore', out, out] });
  if (out !== 'inherit') closeSync(out);
  let expected = false;
  const exited = new Promise<Exit>((resolve) => {
    started.once('exit', (code, signal) => resolve({ code, signal, expected }));
  });
  await once(started, 'spawn');
  watchOver(started, stopBy, endBy);
  const signal = (name: NodeJS.Signals) => void (isRunning(started) && started.kill(name));
  return {
    pid: started.pid!,
    exited,
    signal,
    get running() {
      return isRunning(started);
    },
    kill(name = 'SIGKILL') {
      expected = true;
      signal(name);
      return exited;
    },
    async stop(patience = 10_000) {
      expected = true;
      signal(stopBy);
      if (!(await until(() => !isRunning(started), { atMost: patience }))) signal('SIGKILL');
      return exited;
    },
  };
}

const alive = new Map<ChildProcess, NodeJS.Signals>();
let guard: Socket | undefined;

process.on('exit', () => {
  for (const [child, endBy] of alive) endGroup(child.pid!, endBy);
});

function watchOver(child: ChildProcess, stopBy: NodeJS.Signals, endBy: NodeJS.Signals) {
  if (!isRunning(child)) return;
  alive.set(child, endBy);
  guard ??= startGuard();
  guard.write(`+${child.pid} ${stopBy}\n`);
  child.once('exit', () => {
    alive.delete(child);
    endGroup(child.pid!, 'SIGKILL');
    guard?.write(`-${child.pid}\n`);
    if (alive.size) return;
    guard?.end();
    guard = undefined;
  });
}

function startGuard(): Socket {
  const file = fileURLToPath(new URL('./guard.ts', import.meta.url));
  const program = spawn(process.execPath, [file], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  program.unref();
  const pipe = program.stdin as Socket;
  pipe.on('error', () => undefined);
  pipe.unref();
  return pipe;
}

function endGroup(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone by itself.
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Addresses of servers that a person gave us, and options of our own Node, are not for the processes we start. */
function inherited(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, NATS_URL: _nats, NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}

/** Runs a program to its end. Resolves with its exit; the caller tells what a failure means. */
export async function run(order: Order): Promise<Exit> {
  return (await startChild(order)).exited;
}
