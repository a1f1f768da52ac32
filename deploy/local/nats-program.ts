import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { Trouble } from './trouble.ts';

/**
 * The nats-server of this machine, installed by apt when that is possible.
 * @param tell hears that something is being installed
 * @throws Trouble 'no-nats-server' with the one command for this system
 */
export function natsProgram(tell: (step: string) => void = () => undefined): string {
  const found = onPath('nats-server');
  if (found) return found;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) throw missing('');
  tell('apt-get install nats-server');
  const failure = install();
  const installed = onPath('nats-server');
  if (!installed) throw missing(failure);
  return installed;
}

const usual = ['/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin'];

function onPath(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), ...usual];
  return folders.map((folder) => join(folder, program)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Lists are fetched only when the package is not known yet (a fresh container has none). */
function install(): string {
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  const get = () => apt('install', '-y', '--no-install-recommends', 'nats-server');
  let done = get();
  if (done.status !== 0) {
    apt('update');
    done = get();
  }
  const lines = (done.stderr ?? '').trim().split('\n');
  return done.status === 0 ? '' : `apt-get: ${lines.find((line) => line.startsWith('E:')) ?? lines.at(-1) ?? ''}`;
}

function missing(reason: string): Trouble {
  return new Trouble('no-nats-server', { reason: reason && ` (${reason})`, command: command() });
}

function command(): string {
  if (process.platform === 'darwin') return 'brew install nats-server';
  const byPackager: [string, string][] = [
    ['apt-get', 'sudo apt-get install -y nats-server'],
    ['apk', 'sudo apk add nats-server'],
    ['pacman', 'sudo pacman -S nats-server'],
    ['zypper', 'sudo zypper install nats-server'],
  ];
  const known = byPackager.find(([packager]) => onPath(packager))?.[1];
  return known ?? 'go install github.com/nats-io/nats-server/v2@latest  (https://nats.io/download)';
}
