import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/**
 * For tests: runs the script in a process that is started as services are (`--import start`) and reads its log lines.
 * It runs from the source: `.js` imports are found as the `.ts` beside them. Throws with stderr on another exit than 0.
 */
export async function run(script: string, env: Record<string, string> = {}) {
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ resolve: (asked, context, next) => {
      const ours = asked.startsWith('./') && context.parentURL?.includes('/libs/telemetry/');
      return next(ours ? asked.replace(/\\.js$/, '.ts') : asked, context);
    } });`;
  const preload = [
    '--import',
    `data:text/javascript,${encodeURIComponent(hook)}`,
    '--import',
    './libs/telemetry/start.ts',
  ];
  const child = spawn(process.execPath, ['--no-warnings', ...preload, '--input-type=module', '--eval', script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}`);
  return {
    stdout,
    lines: stdout
      .trim()
      .split('\n')
      .map((entry) => JSON.parse(entry || '{}')),
  };
}

/** The log line with this message. */
export function line(lines: any[], message: string): any {
  return lines.find((entry) => entry.msg === message);
}
