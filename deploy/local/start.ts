import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { root } from './build.ts';
import { progress } from './progress.ts';
import { secretsOf } from './secrets.ts';
import { startStack, type OnStep, type Stack } from './stack.ts';
import { Trouble, troubleOf } from './trouble.ts';

interface Wishes {
  dir: string;
  port: number;
  fresh: boolean;
}

const wishes = { dir: join(root, '.loupan'), port: 3000, fresh: false };
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
try {
  Object.assign(wishes, wished(process.argv.slice(2)));
  await start(wishes);
} catch (fault) {
  tell(fault, wishes.dir);
  process.exit(1);
}

/** `npm start`: everything on this machine, until Ctrl-C. */
async function start({ dir, port, fresh }: Wishes) {
  const begun = performance.now();
  await checkRoom(dir);
  const servers = { databaseUrl: process.env['DATABASE_URL'], natsUrl: process.env['NATS_URL'] };
  const stack = await startStack({ dir, port, fresh, ...servers, keepAlive: true, onStep: progress });
  await seedOnce(stack, progress);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`
  网址 URL      http://localhost:${port}
  日志 logs     ${join(dir, 'logs')}
  停止 to stop  Ctrl-C    (${seconds} s)
`);
  showOnce(stack);
}

function wished(args: string[]): Partial<Wishes> {
  const options = { fresh: { type: 'boolean' }, port: { type: 'string' }, dir: { type: 'string' } } as const;
  const { values } = parsed(() => parseArgs({ args, options }));
  const port = Number(values.port ?? wishes.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Trouble('bad-option', { option: '--port' });
  return { port, fresh: values.fresh ?? false, dir: resolve(values.dir ?? wishes.dir) };
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (fault) {
    const option = /'([^']+)'/.exec((fault as Error).message)?.[1] ?? process.argv.slice(2).join(' ');
    throw new Trouble('bad-option', { option });
  }
}

async function checkRoom(dir: string) {
  const needed = 500;
  try {
    mkdirSync(dir, { recursive: true });
  } catch (fault) {
    // Node says ENOENT also where a file system is read-only.
    throw new Trouble('not-writable', { dir, reason: (fault as NodeJS.ErrnoException).code ?? '' });
  }
  const { bavail, bsize } = await statfs(dir);
  const free = Math.floor((bavail * bsize) / 1_000_000);
  if (free < needed) throw new Trouble('no-disk', { dir, free, needed });
}

/** Two projects with their units, once a state folder. */
async function seedOnce(stack: Stack, onStep: OnStep) {
  const file = join(root, 'deploy', 'seed', 'demo.ts');
  const secrets = secretsOf(stack.dir);
  if (secrets.get('demo') === 'complete' || !existsSync(file)) return;
  const { seedDemo } = (await import(pathToFileURL(file).href)) as {
    seedDemo(stack: Stack, onStep: OnStep): Promise<unknown>;
  };
  const begun = performance.now();
  onStep('demo');
  try {
    await seedDemo(stack, onStep);
  } catch (fault) {
    await stack.stop();
    note(fault, stack.dir);
    throw new Trouble('demo-failed', { reason: (fault as Error).message });
  }
  secrets.set('demo', 'complete');
  onStep('demo', Math.round(performance.now() - begun));
}

function showOnce({ dir, people }: Stack) {
  const secrets = secretsOf(dir);
  if (!people.length || secrets.get('people-shown')) return;
  console.log('  人员（密码只显示这一次） People (their passwords are shown this once)\n');
  const wide = Math.max(...people.map(({ login }) => login.length));
  for (const { login, password, name, roles } of people)
    console.log(`  ${login.padEnd(wide)}  ${password}  ${name}  ${roles.join(', ')}`);
  console.log();
  secrets.set('people-shown', true);
}

function tell(fault: unknown, dir: string) {
  const known = troubleOf(fault, dir);
  const reason = (fault as Error).message?.split('\n')[0] ?? String(fault);
  const told = known instanceof Trouble ? known : new Trouble('unexpected', { reason, log: note(fault, dir) });
  console.error(`\n${told.zh}\n${told.en}`);
}

/** The stack goes where a developer finds it, not onto the screen. */
function note(fault: unknown, dir: string): string {
  const log = join(existsSync(join(dir, 'logs')) ? join(dir, 'logs') : tmpdir(), 'loupan-start.log');
  appendFileSync(log, `${new Date().toISOString()} ${(fault as Error).stack ?? fault}\n`);
  return log;
}
