import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { natsUsers } from '../nats/permissions.ts';
import { root } from './build.ts';
import { runningSystem } from './running.ts';
import { Trouble } from './trouble.ts';

/**
 * `npm run parked -- list`, `rerun <service> <event>`, `skip <service> <event> <reason>`: of the system that
 * `npm start` runs. An event is parked for each service by itself, so it is said which one is to take it up.
 */
const [verb = '', ...words] = process.argv.slice(2);
const { urlOf } = runningSystem(join(root, '.loupan'));
if (verb === 'list') {
  process.exit(Math.max(...natsUsers.map((service) => asked(service, ['list']))));
}
const service = natsUsers.find((name) => name === words[0]);
if (!['rerun', 'skip'].includes(verb) || !service) throw new Trouble('parked-how', { services: natsUsers.join(', ') });
process.exit(asked(service, [verb, ...words.slice(1)]));

function asked(name: string, args: string[]): number {
  if (verb === 'list') console.log(name);
  const program = join(root, 'dist', 'libs', 'messaging', 'parked-command.js');
  const env = { ...process.env, DATABASE_URL: urlOf(name, 'app') };
  return spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit', env }).status ?? 1;
}
