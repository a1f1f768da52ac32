import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { ActorKeys } from './actor-keys.ts';
import { root } from './build.ts';
import { run } from './child.ts';
import type { UrlOf } from './databases.ts';
import { complaint } from './log.ts';
import type { RunningNats } from './nats.ts';
import { answers, freePort } from './ports.ts';
import { personalKeysFile, sealingServices } from './personal-keys.ts';
import { processOf, saysReady, type ProcessPlan, type RunningProcess } from './running-process.ts';
import { Trouble } from './trouble.ts';

/** What the processes of one stack share. */
export interface Surroundings {
  dir: string;
  services: string[];
  urlOf: UrlOf;
  nats: RunningNats;
  keys: ActorKeys;
  env?: Record<string, string>;
  replicas?: number;
  simulators?: boolean;
  otlp?: string;
}

interface Outside {
  bankUrl: string;
  registryUrl: string;
  taxUrl: string;
  supervisionUrl: string;
  /** The public port of the first gateway. */
  port: number;
}

/** The environment of a service's process, as far as it does not depend on the replica. */
export function environmentOf(service: string, around: Surroundings): Record<string, string> {
  const { dir, urlOf, nats, keys, otlp, env } = around;
  return {
    SERVICE: service,
    NODE_ENV: 'production',
    DATABASE_URL: urlOf(service, 'app'),
    NATS_URL: nats.url,
    NATS_SEED_FILE: nats.seedFile(service),
    ACTOR_PUBLIC_KEY_FILE: keys.publicFile,
    ...(sealingServices.includes(service) ? { PERSONAL_KEYS_FILE: personalKeysFile(dir) } : {}),
    ...(service === 'gateway' ? { ACTOR_PRIVATE_KEY_FILE: keys.privateFile } : {}),
    ...(otlp ? { OTEL_EXPORTER_OTLP_ENDPOINT: otlp } : {}),
    HOST: '127.0.0.1',
    ...env,
  };
}

/** The processes of the services, `replicas` of each, not started yet. */
export async function servicesOf(around: Surroundings & Outside): Promise<RunningProcess[]> {
  const replicas = Array.from({ length: around.replicas ?? 1 }, (_, index) => index + 1);
  const plans = around.services.flatMap((service) => replicas.map((replica) => servicePlan(service, replica, around)));
  return (await Promise.all(plans)).map(processOf);
}

/** The simulators of bank, registry, tax office and supervision bank, in this order, not started yet. */
export async function simulatorsOf({ dir, env, simulators = true }: Surroundings): Promise<RunningProcess[]> {
  const names = simulators ? ['bank', 'registry', 'tax', 'supervision'] : [];
  const plans = names.map(async (name): Promise<ProcessPlan> => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const state = join(dir, `simulator-${name}.json`);
    return {
      ...{ name, service: name, privateUrl: url, publicUrl: url, isReady: () => answers(port) },
      command: process.execPath,
      args: [join(root, 'deploy', 'simulators', `${name}.ts`)],
      env: { HOST: '127.0.0.1', SIM_STATE_FILE: state, ...env, PORT: String(port) },
      log: join(dir, 'logs', `${name}.log`),
    };
  });
  return (await Promise.all(plans)).map(processOf);
}

/**
 * Brings the services' databases up to date, in one process.
 * @throws Trouble 'step-failed'
 */
export async function migrate({ services, urlOf, dir }: Surroundings): Promise<void> {
  if (services.length === 0) return;
  const program = join(root, 'dist', 'libs', 'persistence', 'migrate.js');
  const log = join(dir, 'logs', 'migrations.log');
  const targets = services.flatMap((service) => [
    [`${service.toUpperCase()}_OWNER_URL`, urlOf(service, 'owner')],
    [`${service.toUpperCase()}_ROLE`, `${service}_app`],
  ]);
  const env = { SERVICE: 'migrations', PERSONAL_KEYS_FILE: personalKeysFile(dir), ...Object.fromEntries(targets) };
  const { code } = await run({ command: process.execPath, args: [program, ...services], cwd: root, env, log });
  if (code !== 0) throw new Trouble('step-failed', { step: 'migrations', reason: complaint(log), log });
}

async function servicePlan(service: string, replica: number, around: Surroundings & Outside): Promise<ProcessPlan> {
  const name = `${service}-${replica}`;
  const main = join('dist', 'services', service, 'main.js');
  const log = join(around.dir, 'logs', `${name}.log`);
  if (!existsSync(join(root, main)))
    throw new Trouble('step-failed', { step: name, reason: `${main} is missing`, log });
  const publicPort = service !== 'gateway' ? undefined : replica === 1 ? around.port : await freePort();
  const privatePort = await freePort();
  const privateUrl = `http://127.0.0.1:${privatePort}`;
  const { bankUrl: BANK_URL, registryUrl: REGISTRY_URL, taxUrl: TAX_URL } = around;
  const SUPERVISION_URL = around.supervisionUrl;
  const outside = { BANK_URL, REGISTRY_URL, TAX_URL, SUPERVISION_URL, SMS_ADAPTER: 'simulated' };
  const own = {
    REPLICA: String(replica),
    PRIVATE_PORT: String(privatePort),
    ...(publicPort && { PORT: String(publicPort) }),
  };
  return {
    ...{ name, service, privateUrl, isReady: () => saysReady(privateUrl) },
    ...(publicPort && { publicUrl: `http://127.0.0.1:${publicPort}` }),
    command: process.execPath,
    args: ['--import', './dist/libs/telemetry/start.js', main],
    cwd: root,
    env: { ...outside, ...environmentOf(service, around), ...own },
    log,
  };
}
