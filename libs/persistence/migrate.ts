import { join } from 'node:path';
import { migrate } from './migrations.js';

/** `node dist/libs/persistence/migrate.js sales`, with DATABASE_OWNER_URL and DATABASE_ROLE. */
const service = process.argv[2];
const { DATABASE_OWNER_URL: url, DATABASE_ROLE: role } = process.env;
if (!service || !url || !role) {
  console.error('Usage: DATABASE_OWNER_URL=… DATABASE_ROLE=… node dist/libs/persistence/migrate.js <service>');
  process.exit(2);
}
const ran = await migrate({ url, role, folder: join(import.meta.dirname, '../../services', service) });
console.log(`${service}: ${ran.length === 0 ? 'up to date' : ran.join(', ')}`);
