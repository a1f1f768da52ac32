/**
 * A process that outlives the one that started it by a few seconds: when that one is gone, however it ended (even by
 * SIGKILL), the servers and services it had started are stopped. It reads `+<pid> <signal>` and `-<pid>`, a line each.
 */
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const patience = 10_000;
const left = new Map<number, NodeJS.Signals>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
for await (const line of createInterface({ input: process.stdin })) {
  const [pid, signal] = [Number(line.slice(1).split(' ')[0]), line.split(' ')[1] as NodeJS.Signals];
  if (line.startsWith('+')) left.set(pid, signal);
  else left.delete(pid);
}
for (const [pid, signal] of left) send(pid, signal);
for (const end = Date.now() + patience; Date.now() < end && left.size; await pause(50)) {
  for (const pid of left.keys()) if (!send(pid, 0)) left.delete(pid);
}
for (const pid of left.keys()) send(-pid, 'SIGKILL');

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
