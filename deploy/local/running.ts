import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { seedFile } from '../nats/configuration.ts';
import { databaseUrls, type UrlOf } from './databases.ts';
import { holderOf } from './lock.ts';
import { writeSecret } from './secrets.ts';
import { Trouble } from './trouble.ts';

interface Told {
  gatewayUrl: string;
  adminUrl: string;
  natsUrl: string;
  bankUrl: string;
  registryUrl: string;
  taxUrl: string;
  supervisionUrl: string;
  processes: { name: string; service: string; privateUrl: string }[];
}

/** A system that another process started, for commands that look into it. */
export interface RunningSystem extends Told {
  urlOf: UrlOf;
  /** File with the nkey seed of a service or of 'operator'. */
  seedFile(user: string): string;
}

/**
 * The system that runs from a state folder now.
 * @throws Trouble 'not-running'
 */
export function runningSystem(folder: string): RunningSystem {
  const dir = resolve(folder);
  if (!existsSync(fileOf(dir)) || !holderOf(dir)) throw new Trouble('not-running', { dir });
  const told = JSON.parse(readFileSync(fileOf(dir), 'utf8')) as Told;
  return { ...told, urlOf: databaseUrls(told.adminUrl, dir), seedFile: (user) => seedFile(join(dir, 'nats'), user) };
}

export function tellRunning(dir: string, { processes, ...urls }: Told): void {
  const named = processes.map(({ name, service, privateUrl }) => ({ name, service, privateUrl }));
  writeSecret(fileOf(dir), JSON.stringify({ ...urls, processes: named }, null, 2));
}

export function forgetRunning(dir: string): void {
  rmSync(fileOf(dir), { force: true });
}

function fileOf(dir: string): string {
  return join(dir, 'running.json');
}
