import pg from 'pg';

import { secretsOf } from './secrets.ts';
import { Trouble } from './trouble.ts';

export type DatabaseRole = 'owner' | 'app' | 'admin';

/** The URL of a service's database for one of its roles; 'admin' is the administrator in that same database. */
export type UrlOf = (service: string, role: DatabaseRole) => string;

export interface DatabaseOptions {
  /** As a user that may make roles and databases. */
  adminUrl: string;
  /** State folder; its secrets.json keeps the passwords. */
  dir: string;
  services: readonly string[];
  /** Whether the server is ours alone: then nobody but the administrator may connect to any other database of it. */
  own?: boolean;
  /** Drops the services' databases first. */
  fresh?: boolean;
}

/**
 * For each service a database `loupan_<service>`, owned by `<service>_owner` (who migrates), used by `<service>_app`
 * (who may connect to this database only). May be run again at any time; passwords stay those of secrets.json.
 */
export async function prepareDatabases({ adminUrl, dir, services, own, fresh }: DatabaseOptions): Promise<UrlOf> {
  const urlOf = databaseUrls(adminUrl, dir);
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (own) await client.query('revoke connect on database postgres, template1 from public');
    for (const service of services) {
      if (fresh) await client.query(`drop database if exists loupan_${service} with (force)`);
      for (const role of ['owner', 'app'] as const) await makeRole(client, service, urlOf(service, role));
      await makeDatabase(client, service);
    }
  } catch (fault) {
    throw troubleOf(fault, adminUrl);
  } finally {
    await client.end();
  }
  return urlOf;
}

/** URLs for the passwords in the state folder's secrets.json. */
export function databaseUrls(adminUrl: string, dir: string): UrlOf {
  const secrets = secretsOf(dir);
  return (service, role) => {
    const url = new URL(adminUrl);
    url.pathname = `/loupan_${service}`;
    if (role === 'admin') return url.href;
    url.username = `${service}_${role}`;
    url.password = secrets.password(url.username);
    return url.href;
  };
}

async function makeRole(client: pg.Client, service: string, url: string) {
  const { username, password } = new URL(url);
  const [role, secret] = [client.escapeIdentifier(username), client.escapeLiteral(password)];
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [username]);
  await client.query(`${rowCount ? 'alter' : 'create'} role ${role} login password ${secret} nocreatedb nocreaterole`);
  // Who is no superuser may give a database only to a role that it belongs to.
  const { rows } = await client.query('select rolsuper from pg_roles where rolname = current_user');
  if (!rows[0].rolsuper && username === `${service}_owner`) await client.query(`grant ${role} to current_user`);
}

async function makeDatabase(client: pg.Client, service: string) {
  const name = `loupan_${service}`;
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  const made = `encoding 'UTF8' template template0`;
  if (!rowCount) await client.query(`create database ${name} owner ${service}_owner ${made}`);
  await client.query(`revoke all on database ${name} from public`);
  await client.query(`grant connect on database ${name} to ${service}_owner, ${service}_app`);
}

function troubleOf(fault: unknown, adminUrl: string): unknown {
  const lacksRight = (fault as { code?: string }).code === '42501';
  return lacksRight ? new Trouble('database-url-rights', { user: new URL(adminUrl).username }) : fault;
}
