import pg from 'pg';

import type { RunningPostgres } from './postgres.ts';
import { Trouble } from './trouble.ts';

/** A server that somebody else runs, checked: reachable, new enough, and its user may make roles and databases. */
export async function foreignPostgres(url: string): Promise<RunningPostgres> {
  const { server, port } = placeOf(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await check(client, server);
  } catch (fault) {
    if (fault instanceof Trouble) throw fault;
    const { message, code } = fault as NodeJS.ErrnoException;
    throw new Trouble('database-url-unreachable', { server, reason: message || code || 'no answer' });
  } finally {
    await client.end().catch(() => undefined);
  }
  const refuse = () => Promise.reject(new Trouble('not-ours', { server }));
  return { adminUrl: url, port, own: false, stop: async () => {}, restart: refuse, kill: refuse, onExit: () => {} };
}

async function check(client: pg.Client, server: string) {
  const { rows } = await client.query(`
    select current_setting('server_version') as found, current_setting('server_version_num')::int as number,
           current_user as "user", rolsuper or (rolcreatedb and rolcreaterole) as may
    from pg_roles where rolname = current_user`);
  const { found, number, user, may } = rows[0];
  if (number < 150_000) throw new Trouble('database-url-old', { server, found });
  if (!may) throw new Trouble('database-url-rights', { user });
}

function placeOf(text: string): { server: string; port: number } {
  try {
    const url = new URL(text);
    return { server: url.host, port: Number(url.port || 5432) };
  } catch {
    throw new Trouble('database-url-unreachable', { server: text.slice(0, 12), reason: 'not a postgres:// address' });
  }
}
