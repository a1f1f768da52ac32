import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { checksOf, type DrawSheet } from '../../services/sales/rules/draw.ts';

/**
 * `npm run draw:verify -- <file>`: computes commitment and order of a published draw anew, from the file alone and by
 * the rules that the sales service draws by; ends with 1 where anything differs (OPEN-2).
 */
const [path] = process.argv.slice(2);
if (!path) fail('用法 usage: npm run draw:verify -- <file>');
const sheet = read(path);
const checks = checksOf(sheet, (text) => createHash('sha256').update(text).digest('hex'));
console.log(`${sheet.opening.name}  ${sheet.opening.id}`);
for (const { ok, zh, en } of checks) console.log(`${ok ? '✓' : '✗'} ${zh} — ${en}`);
process.exit(checks.every(({ ok }) => ok) ? 0 : 1);

function read(file: string): DrawSheet {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as DrawSheet;
    if (found.format === 'loupan-draw-1' && Array.isArray(found.participants) && found.opening) return found;
  } catch (error) {
    return fail(`✗ ${file}: ${String(error instanceof Error ? error.message : error)}`);
  }
  return fail(`✗ ${file}: 不是摇号公示文件 — no published file of a draw`);
}

function fail(words: string): never {
  console.error(words);
  process.exit(1);
}
