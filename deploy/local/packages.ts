import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  private?: boolean;
  license?: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string>;
}

interface Lock {
  packages: Record<string, Partial<Manifest> & { version?: string; resolved?: string }>;
}

/** What this project relies on that npm would not say by itself, each with its reason. */
const overridden: Record<string, string> = {
  kysely: 'the version that MikroORM pins leaks a place in the pool for each connection lost inside a transaction',
  'unrs-resolver': 'newer ones lack some platforms, so that npm ci refuses the lock',
  'oxc-parser': 'newer ones lack some platforms, so that npm ci refuses the lock',
};

/** What is wrong with package.json and its lock below `root`, a sentence each; none: an empty list. */
export function packageTroubles(root: string): string[] {
  const manifest = read<Manifest>(join(root, 'package.json'));
  const lock = read<Lock>(join(root, 'package-lock.json'));
  return [...unpinned(manifest), ...withoutOverride(manifest, lock), ...astray(manifest, lock)];
}

function unpinned({ dependencies, devDependencies, overrides }: Manifest): string[] {
  const wanted = Object.entries({ ...dependencies, ...devDependencies, ...overrides });
  const loose = wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  return loose.map(([name, version]) => `package.json: ${name} is to be pinned exactly, not ${version}`);
}

function withoutOverride({ overrides }: Manifest, { packages }: Lock): string[] {
  const missing = Object.entries(overridden).filter(([name]) => !overrides[name]);
  const others = Object.entries(overrides).filter(([name, version]) =>
    Object.entries(packages).some(([path, at]) => path.endsWith(`node_modules/${name}`) && at.version !== version),
  );
  return [
    ...missing.map(([name, why]) => `package.json: the override of ${name} is missing: ${why}`),
    ...others.map(([name, version]) => `package-lock.json: ${name} is not in the version of its override, ${version}`),
  ];
}

function astray(manifest: Manifest, { packages }: Lock): string[] {
  const entries = Object.entries(packages);
  const resolved = entries.filter(([, at]) => at.resolved !== undefined);
  const root = packages[''];
  const same = (['dependencies', 'devDependencies'] as const).every(
    (kind) => JSON.stringify(root?.[kind]) === JSON.stringify(manifest[kind]),
  );
  return [
    ...(resolved.length ? [`package-lock.json: ${resolved.length} packages name the server they came from`] : []),
    ...(same ? [] : ['package-lock.json: it was made from another package.json: npm install']),
  ];
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
