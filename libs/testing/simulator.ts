import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A bank, registry, tax office or supervision bank, played by its simulator in a process of its own on a free port. */
export interface Simulator {
  url: string;
  /** Replaces how it behaves; the fields are in deploy/simulators/README.md. */
  behave(behaviour: object): Promise<void>;
  /** The JSON it answers to a GET. */
  get(path: string): Promise<any>;
  stop(): Promise<void>;
}

/** Starts a simulator and waits until it listens; `port` 0 is any free one. */
export async function simulator(
  name: 'bank' | 'registry' | 'tax' | 'supervision',
  given: object = {},
  port = 0,
): Promise<Simulator> {
  const program = join(import.meta.dirname, '../../deploy/simulators', `${name}.ts`);
  const env = { PORT: String(port), SIM_BEHAVIOUR: JSON.stringify(given) };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const url = `http://127.0.0.1:${/^listening (\d+)$/.exec(line)![1]}`;
  return {
    url,
    behave: async (behaviour) => {
      const answer = await fetch(`${url}/behaviour`, { method: 'PUT', body: JSON.stringify(behaviour) });
      if (!answer.ok) throw new Error(`${name} cannot behave like that: ${await answer.text()}`);
    },
    get: async (path) => (await fetch(url + path)).json(),
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
