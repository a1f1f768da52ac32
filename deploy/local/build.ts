import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from './child.ts';
import { complaint } from './log.ts';
import { Trouble } from './trouble.ts';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds `dist/` unless it was built from just these sources.
 * @throws Trouble 'build-failed'
 */
export async function build(log: string): Promise<'built' | 'already built'> {
  const stamp = join(root, 'dist', '.built-from');
  const sources = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return 'already built';
  rmSync(stamp, { force: true });
  const { code } = await run({ command: 'npm', args: ['run', '--silent', 'build'], cwd: root, log });
  if (code !== 0) throw new Trouble('build-failed', { reason: complaint(log), log });
  removeOrphans(join(root, 'dist'));
  writeFileSync(stamp, sources);
  return 'built';
}

const configuration = ['package-lock.json', 'nest-cli.json', 'tsconfig.json', '.swcrc'];

function fingerprint(): string {
  const hash = createHash('sha256');
  const files = ['services', 'libs'].flatMap((folder) => filesOf(join(root, folder)));
  for (const file of [...files, ...configuration.map((name) => join(root, name))].toSorted()) {
    if (file.endsWith('.spec.ts')) continue;
    const { mtimeMs, size } = statSync(file);
    hash.update(`${relative(root, file)} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

/** What was built from a source that is gone (a migration taken back, say) must not run any more. */
function removeOrphans(dist: string) {
  for (const file of ['services', 'libs'].flatMap((folder) => filesOf(join(dist, folder)))) {
    const source = join(root, relative(dist, file)).replace(/\.js(\.map)?$/, '');
    const built = /\.js(\.map)?$/.test(file) && !file.includes(join('services', 'dashboard'));
    if (built && !['.ts', '.tsx', '.js', '.mjs'].some((kind) => existsSync(source + kind))) rmSync(file);
  }
}

function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const ours = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'));
  return ours.map((entry) => join(entry.parentPath, entry.name));
}
