import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { root } from './build.ts';
import { environmentOf, type Surroundings } from './processes.ts';
import { secretsOf } from './secrets.ts';
import { Trouble } from './trouble.ts';

/** One of the cast, who can sign in. */
export interface Person {
  login: string;
  password: string;
  name: string;
  roles: string[];
}

/**
 * Makes the cast of people once a state folder and keeps their passwords in its secrets.json, so that the demo and the
 * tests can sign in at a later start too.
 * @throws Trouble 'step-failed'
 */
export async function seedPeople(around: Surroundings): Promise<Person[]> {
  const secrets = secretsOf(around.dir);
  const known = secrets.get<Person[]>('people');
  const program = join(root, 'dist', 'services', 'gateway', 'people-seed.js');
  if (known || !around.services.includes('gateway') || !existsSync(program)) return known ?? [];
  const env = { ...process.env, ...environmentOf('gateway', around), NODE_OPTIONS: '' };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: root, env, maxBuffer: 2 ** 24 });
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    const people = lines.map((line) => JSON.parse(line)).filter((line) => line.login && line.password) as Person[];
    secrets.set('people', people);
    return people;
  } catch (fault) {
    const reason = String((fault as { stderr?: string }).stderr ?? fault).trim();
    throw new Trouble('step-failed', { step: 'people', reason: reason.split('\n')[0] ?? '', log: program });
  }
}
