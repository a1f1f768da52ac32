import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.ts';
import { Trouble } from './trouble.ts';

/** Builds, then runs a program that imports what was built: `node deploy/local/built.ts test/stories/run.ts …`. */
const [node, , program, ...args] = process.argv;
process.argv = [node!, resolve(program!), ...args];
try {
  await build(join(tmpdir(), `loupan-build-${process.pid}.log`));
  await import(pathToFileURL(resolve(program!)).href);
} catch (fault) {
  if (!(fault instanceof Trouble)) throw fault;
  console.error(`${fault.zh}\n${fault.en}`);
  process.exit(1);
}
