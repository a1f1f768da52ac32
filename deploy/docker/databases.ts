import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { root } from '../local/build.ts';
import { prepareDatabases } from '../local/databases.ts';
import { personalKeysFile } from '../local/personal-keys.ts';
import { natsUsers } from '../nats/permissions.ts';
import { adminUrl, state } from './state.ts';

// A database and two roles a service, then its migrations as the owner; the services' own roles have no DDL.
const urlOf = await prepareDatabases({ adminUrl: adminUrl(), dir: state, services: natsUsers, own: true });
const program = join(root, 'dist', 'libs', 'persistence', 'migrate.js');

for (const service of natsUsers) {
  const urls = { DATABASE_OWNER_URL: urlOf(service, 'owner'), DATABASE_ROLE: `${service}_app`, SERVICE: service };
  const env = { ...urls, PERSONAL_KEYS_FILE: personalKeysFile(state) };
  const { status } = spawnSync(process.execPath, [program, service], { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${service}: migration failed (exit ${status})`);
    process.exit(1);
  }
}
