import { setTimeout as pause } from 'node:timers/promises';

interface Patience {
  /** Milliseconds in all; then the promise resolves to undefined. */
  atMost: number;
  every?: number;
}

/** Asks again and again until there is an answer (anything but undefined, null or false); undefined when time is up. */
export async function until<T>(
  ask: () => T | Promise<T>,
  { atMost, every = 25 }: Patience,
): Promise<Exclude<T, undefined | null | false> | undefined> {
  const end = Date.now() + atMost;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer as never;
    if (Date.now() >= end) return undefined;
    await pause(every);
  }
}
