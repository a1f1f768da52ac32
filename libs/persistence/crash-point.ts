const { CRASH_AT, CRASH_AFTER } = process.env;
let passed = 0;

/**
 * A place where the crash test kills this process: CRASH_AT names it, CRASH_AFTER says how many times it is passed
 * first (0). Without CRASH_AT it does nothing.
 */
export function crashPoint(name: CrashPoint): void {
  if (CRASH_AT === name && passed++ >= Number(CRASH_AFTER ?? 0)) process.kill(process.pid, 'SIGKILL');
}

export const crashPoints = [
  'command.before-commit',
  'command.after-commit',
  'relay.before-publish',
  'relay.after-publish',
  'relay.after-mark',
  'inbox.before-insert',
  'inbox.before-ack',
  'inbox.after-ack',
  'handler.before',
  'handler.before-commit',
  'handler.after-commit',
  'deadline.claimed',
  'deadline.before-commit',
] as const;
export type CrashPoint = (typeof crashPoints)[number];
