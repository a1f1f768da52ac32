import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes generated files, by path from the working directory. With --check on the command line it writes nothing and
 * sets exit code 1 when a file is not what it would be. Resolves to the paths that were stale.
 */
export async function generate(files: Record<string, string>, argv = process.argv): Promise<string[]> {
  const entries = await Promise.all(
    Object.entries(files).map(async ([path, text]) => [path, await formatted(path, text)] as const),
  );
  const stale = entries.filter(([path, text]) => present(path) !== text);
  for (const [path, text] of stale) {
    if (argv.includes('--check')) console.error(`${path} is stale: npm run generate`);
    else write(path, text);
  }
  if (argv.includes('--check') && stale.length > 0) process.exitCode = 1;
  return stale.map(([path]) => path);
}

/** As `npm run format` would leave it. */
async function formatted(path: string, text: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier');
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

function present(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(`wrote ${path}`);
}
