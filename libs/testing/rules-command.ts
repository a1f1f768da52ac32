import { generate } from '../contracts/generated.ts';
import { rulesIn, rulesPage, untested } from './rules.ts';
import { sourcesOf } from './tidy.ts';

/**
 * Writes docs/rules.md from sources and tests; with --check it writes nothing and exits 1 when the page is stale. Exits
 * 1 either way when a rule that must be proved has no test.
 */
const found = rulesIn(sourcesOf(process.cwd()));
await generate({ 'docs/rules.md': rulesPage(found) });
for (const rule of untested(found)) {
  console.error(`${rule} has no test: begin the name of one with it`);
  process.exitCode = 1;
}
