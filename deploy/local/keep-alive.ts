import type { Exit } from './child.ts';

interface Kept {
  name: string;
  start(): Promise<void>;
  onExit(listener: (exit: Exit) => void): void;
}

const second = 1_000;

/**
 * Starts again what ends by itself, after 1 s, then 2 s, and so on up to 30 s while it keeps ending within a minute.
 * Gives the function that stops this.
 */
export function keepAlive(all: Kept[], tell: (what: string) => void): () => void {
  const timers = new Set<NodeJS.Timeout>();
  let over = false;
  for (const one of all) {
    let wait = second;
    let born = Date.now();
    const again = () => {
      const timer = setTimeout(() => (timers.delete(timer), void attempt()), wait);
      timers.add(timer);
      wait = Math.min(wait * 2, 30 * second);
    };
    const attempt = async () => {
      born = Date.now();
      await one.start().then(
        () => tell(`${one.name} runs again`),
        (fault: Error) => {
          tell(fault.message);
          if (!over) again();
        },
      );
    };
    one.onExit(({ expected }) => {
      if (expected || over) return;
      if (Date.now() - born > 60 * second) wait = second;
      again();
    });
  }
  return () => {
    over = true;
    timers.forEach(clearTimeout);
  };
}
