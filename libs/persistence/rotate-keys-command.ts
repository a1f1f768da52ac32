import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { addKey, dropKey, keysUsed, resealAll, type Tell } from './key-rotation.js';
import { personalKeys, staleMs } from './personal-keys.js';

/**
 * `rotate`, `new`, `resume`, `status`, `drop <key>`: the keys of personal data (ALL-9), by operators; `rotate` is `new`
 * and `resume`. Reads PERSONAL_KEYS_FILE and, for each service that SEALING names, its owner's SALES_OWNER_URL.
 */
const { SEALING = '', PERSONAL_KEYS_FILE: file = '' } = process.env;
const services = SEALING.split(',').filter(Boolean);
const [verb = 'rotate', key = ''] = process.argv.slice(2);

const verbs: Record<string, () => Promise<void>> = {
  async rotate() {
    await verbs.new!();
    await verbs.resume!();
  },
  async new() {
    console.log(`新密钥 new key: ${addKey(file, new Date())}`);
  },
  async resume() {
    for (const service of services) await within(service, (client) => resealWhole(service, client));
    await verbs.status!();
  },
  async status() {
    console.log(`当前密钥 current key: ${personalKeys().current}`);
    for (const [service, used] of await everyUse())
      console.log(`${service}: ${[...used].map(([id, values]) => `${id} ${values}`).join(', ') || '0'}`);
  },
  async drop() {
    const used = (await everyUse()).reduce((sum, [, of]) => sum + (of.get(key) ?? 0), 0);
    dropKey(file, key, used, new Date());
    console.log(`已删除 dropped: ${key}`);
  },
};

try {
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act) throw new Error(`Say ${Object.keys(verbs).join(', ')} <key>`);
  personalKeys();
  await act();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** A process that has not looked at the file yet may still seal by the old key: until none is left. */
async function resealWhole(service: string, client: pg.Client): Promise<void> {
  const tell: Tell = ({ table, column, rewritten }) => console.log(`${service} ${table}.${column}: ${rewritten}`);
  for (;;) {
    await resealAll(client, tell);
    const others = [...(await keysUsed(client)).keys()].filter((id) => id !== personalKeys().current);
    if (others.length === 0) return;
    await pause(staleMs);
  }
}

async function everyUse(): Promise<[string, Map<string, number>][]> {
  const uses: [string, Map<string, number>][] = [];
  for (const service of services) uses.push([service, await within(service, keysUsed)]);
  return uses;
}

async function within<T>(service: string, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env[`${service.toUpperCase()}_OWNER_URL`] });
  await client.connect();
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
}
