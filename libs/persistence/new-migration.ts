import { join } from 'node:path';
import { difference } from './migrations.js';

/** `npm run migration -- sales`: prints the SQL by which entities are ahead of the database, for a new migration. */
const service = process.argv[2];
const { DATABASE_OWNER_URL: url } = process.env;
if (!service || !url) {
  console.error('Usage: DATABASE_OWNER_URL=… npm run migration -- <service>');
  process.exit(2);
}
console.log(await difference({ url, role: '', folder: join(import.meta.dirname, '../../services', service) }));
