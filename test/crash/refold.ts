import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../deploy/local/build.ts';
import type { Looked } from './invariants.ts';

/** Folds reporting's events again from the first and compares: the read model must be the fold of its events. */
export async function refolded({ urlOf }: Looked): Promise<string[]> {
  const program = join(root, 'dist', 'services', 'reporting', 'refold.js');
  const env = { ...process.env, SERVICE: 'reporting', DATABASE_URL: urlOf('reporting', 'app'), LOG_LEVEL: 'silent' };
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env, maxBuffer: 2 ** 26 });
  const { differences } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { differences: unknown[] };
  return differences.map((difference) => `reporting: not the fold of its events: ${JSON.stringify(difference)}`);
}
