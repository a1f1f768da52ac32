import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { root } from './build.ts';
import { personalKeysFile, sealingServices } from './personal-keys.ts';
import { runningSystem } from './running.ts';

/**
 * `npm run rotate-keys [-- rotate | resume | status | drop <key>]`: a new key for personal data, and everything sealed
 * by it, while the system that `npm start` runs goes on (ALL-9).
 */
const dir = join(root, '.loupan');
const { urlOf } = runningSystem(dir);
const owners = sealingServices.map((service) => [`${service.toUpperCase()}_OWNER_URL`, urlOf(service, 'owner')]);
const keys = { PERSONAL_KEYS_FILE: personalKeysFile(dir), SEALING: sealingServices.join() };
const env = { ...process.env, ...Object.fromEntries(owners), ...keys };
const program = join(root, 'dist', 'libs', 'persistence', 'rotate-keys-command.js');
const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
});
process.exit(status ?? 1);
