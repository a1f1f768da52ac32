import { startChild, type Child, type Exit, type Order } from './child.ts';
import { complaint } from './log.ts';
import { Trouble } from './trouble.ts';
import { until } from './until.ts';

export interface RunningProcess {
  /** The service and the number of the replica: 'sales-1'. */
  name: string;
  service: string;
  readonly pid?: number;
  /** Where it answers /healthz, /readyz and /metrics. */
  privateUrl: string;
  /** Where the public reaches it (gateway and simulators). */
  publicUrl?: string;
  log: string;
  /**
   * Starts it, with more environment than usual if given, and waits until it is ready.
   * @throws Trouble 'process-failed'
   */
  start(env?: Record<string, string>): Promise<void>;
  /** SIGKILL unless told otherwise; resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Asks it to stop, and kills it after 10 s. */
  stop(): Promise<void>;
  /** Hears of each end, expected or not. */
  onExit(listener: (exit: Exit) => void): void;
}

export interface ProcessPlan extends Order {
  log: string;
  name: string;
  service: string;
  privateUrl: string;
  publicUrl?: string;
  isReady: () => Promise<boolean>;
}

/** A process that can be started, killed and started again; not started yet. */
export function processOf(plan: ProcessPlan): RunningProcess {
  const { name, service, privateUrl, publicUrl, log } = plan;
  const listeners: ((exit: Exit) => void)[] = [];
  let child: Child | undefined;
  return {
    ...{ name, service, privateUrl, publicUrl, log },
    get pid() {
      return child?.running ? child.pid : undefined;
    },
    async start(env = {}) {
      if (child?.running) return;
      const started = await startChild({ ...plan, env: { ...plan.env, ...env } });
      child = started;
      void started.exited.then((exit) => listeners.forEach((listener) => listener(exit)));
      await readiness(started, plan);
    },
    async kill(signal = 'SIGKILL') {
      await child?.kill(signal);
    },
    async stop() {
      await child?.stop();
    },
    onExit: (listener) => void listeners.push(listener),
  };
}

/** Whether a service says that it has all it needs. */
export async function saysReady(privateUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${privateUrl}/readyz`, { signal: AbortSignal.timeout(3_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

async function readiness(child: Child, { name, log, isReady }: ProcessPlan) {
  const state = await until(async () => ((await isReady()) ? 'ready' : !child.running && 'gone'), {
    atMost: 60_000,
    every: 50,
  });
  if (state === 'ready') return;
  const { code, signal } = state === 'gone' ? await child.exited : await child.kill();
  const how = state === 'gone' ? `exit ${signal ?? code}` : 'not ready within 60 s';
  throw new Trouble('process-failed', { name, reason: [how, complaint(log)].filter(Boolean).join(', '), log });
}
