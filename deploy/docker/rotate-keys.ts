import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { root } from '../local/build.ts';
import { databaseUrls } from '../local/databases.ts';
import { personalKeysFile, sealingServices } from '../local/personal-keys.ts';
import { adminUrl, state } from './state.ts';

// With the words of `npm run rotate-keys`. After `new` and after `drop` the job `keys` hands the file out.
const urlOf = databaseUrls(adminUrl(), state);
const owners = sealingServices.map((service) => [`${service.toUpperCase()}_OWNER_URL`, urlOf(service, 'owner')]);
const keys = { PERSONAL_KEYS_FILE: personalKeysFile(state), SEALING: sealingServices.join() };
const env = { ...process.env, ...Object.fromEntries(owners), ...keys };
const program = join(root, 'dist', 'libs', 'persistence', 'rotate-keys-command.js');
const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
});
process.exit(status ?? 1);
