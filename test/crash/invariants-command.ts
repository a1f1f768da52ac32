import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../deploy/local/build.ts';
import { runningSystem } from '../../deploy/local/running.ts';
import { violations } from './invariants.ts';

/** `npm run invariants [-- --json] [--dir .loupan]`: checks the system that runs from the state folder. */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, dir: { type: 'string', default: join(root, '.loupan') } },
});
const system = runningSystem(values.dir);
const found = await violations({ ...system, operatorSeedFile: system.seedFile('operator') });
if (values.json) console.log(JSON.stringify({ violations: found }));
else console.log(found.length === 0 ? '不变量全部成立 All invariants hold.' : found.join('\n'));
process.exit(found.length === 0 ? 0 : 1);
