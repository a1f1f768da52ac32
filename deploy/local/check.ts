import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build, root } from './build.ts';
import { run } from './child.ts';
import { packageTroubles } from './packages.ts';
import { onSignal } from './signals.ts';

const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const node = process.execPath;

/** What is checked: its name, and the command that says so, or a function that lists what is wrong. */
const checks: [name: string, check: string[] | ((log: string) => Promise<string[]> | string[])][] = [
  ['排版 format', ['prettier', '--check', '.']],
  ['静态检查 lint', ['oxlint', '.']],
  ['类型 types', ['tsc', '-p', 'tsconfig.json']],
  ['依赖规则 who imports whom', [node, ...jest, 'libs/testing/imports.spec.ts']],
  ['整洁规则 tidy', [node, ...jest, 'libs/testing/tidy.spec.ts']],
  ['无用代码 unused code', ['knip', '--no-config-hints']],
  ['依赖包 packages', () => packageTroubles(root)],
  ['编译 build', built],
  ['操作清单 operations up to date', [node, 'libs/permissions/generate.ts', '--check']],
  ['规则索引 rules up to date, none untested', [node, 'libs/testing/rules-command.ts', '--check']],
  ['事件目录 event catalogue, AsyncAPI up to date', [node, 'dist/libs/contracts/catalogue-command.js', '--check']],
  ['接口文档 OpenAPI up to date', [node, 'dist/services/gateway/openapi-command.js', '--check']],
];

const dir = mkdtempSync(join(tmpdir(), 'loupan-check-'));
onSignal(async () => rmSync(dir, { recursive: true, force: true }));
process.exitCode = await checkAll();
rmSync(dir, { recursive: true, force: true });

/** `npm run check`: all of them even when one fails, then what is wrong and a count. */
async function checkAll(): Promise<number> {
  const wrong = new Map<string, string>();
  for (const [at, [name, check]] of checks.entries()) {
    const begun = performance.now();
    if (process.stdout.isTTY) process.stdout.write(`  … ${name}`);
    const complaint = await complaintOf(check, join(dir, `${at}.log`));
    if (complaint !== undefined) wrong.set(name, complaint);
    const mark = complaint === undefined ? '✓' : '✗';
    const back = process.stdout.isTTY ? '\r\x1b[K' : '';
    console.log(`${back}  ${mark} ${name}  ${Math.round(performance.now() - begun)} ms`);
  }
  for (const [name, complaint] of wrong) console.log(`\n✗ ${name}\n${complaint}`);
  console.log(`\n${checks.length - wrong.size} passed, ${wrong.size} failed`);
  return wrong.size > 0 ? 1 : 0;
}

/** undefined when it passes, else all that it said. */
async function complaintOf(check: (typeof checks)[number][1], log: string): Promise<string | undefined> {
  try {
    if (typeof check === 'function') return (await check(log)).join('\n') || undefined;
    const [command = '', ...args] = check;
    const { code } = await run({ command, args, cwd: root, log, env: { NO_COLOR: '1' } });
    return code === 0 ? undefined : readFileSync(log, 'utf8').trim();
  } catch (fault) {
    return String(fault);
  }
}

async function built(log: string): Promise<string[]> {
  try {
    await build(log);
    return [];
  } catch (fault) {
    return [String(fault), readFileSync(log, 'utf8').trim()];
  }
}
