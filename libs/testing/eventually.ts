import { setTimeout as pause } from 'node:timers/promises';

/** Awaits a condition: tries `check` until it passes, and fails with its last words after `withinMs`. */
export async function eventually(check: () => void | Promise<void>, withinMs = 15_000): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(20);
    }
  }
}
