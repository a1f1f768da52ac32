import { constants } from 'node:os';

const stopping = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs `stop` and then exits when this process is asked to end; gives the function that takes this back. One Ctrl-C may
 * arrive twice (from the terminal and from npm), so only a later one cuts the stopping short.
 */
export function onSignal(stop: () => Promise<void>): () => void {
  let since: number | undefined;
  const heard = (signal: (typeof stopping)[number]) => {
    const code = 128 + constants.signals[signal];
    if (since !== undefined) return void (Date.now() - since > 1_000 && process.exit(code));
    since = Date.now();
    void stop().finally(() => process.exit(code));
  };
  for (const signal of stopping) process.on(signal, heard);
  return () => stopping.forEach((signal) => process.off(signal, heard));
}
