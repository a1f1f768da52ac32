import { join } from 'node:path';
import { migrate } from './migrations.js';

/**
 * `node dist/libs/persistence/migrate.js sales finance …`: for each service SALES_OWNER_URL and SALES_ROLE, or, for one
 * alone, DATABASE_OWNER_URL and DATABASE_ROLE.
 */
const { env } = process;
const services = process.argv.slice(2);
if (services.length === 0) fail('name the services whose databases to bring up to date');
for (const service of services) {
  const url = env[`${service.toUpperCase()}_OWNER_URL`] ?? env.DATABASE_OWNER_URL;
  const role = env[`${service.toUpperCase()}_ROLE`] ?? env.DATABASE_ROLE;
  if (!url || !role) fail(`${service}: DATABASE_OWNER_URL and DATABASE_ROLE are not set`);
  const ran = await migrate({ url, role, folder: join(import.meta.dirname, '../../services', service) });
  console.log(`${service}: ${ran.length === 0 ? 'up to date' : ran.join(', ')}`);
}

function fail(why: string): never {
  console.error(`error: ${why}`);
  process.exit(2);
}
