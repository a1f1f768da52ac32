import { existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const sizeMax = 20_000_000;

/** Opens a log for appending; one that has grown large is put aside as `<log>.1`. */
export function openLog(log: string): number {
  mkdirSync(dirname(log), { recursive: true });
  if (existsSync(log) && statSync(log).size > sizeMax) renameSync(log, `${log}.1`);
  return openSync(log, 'a');
}

/** The last lines of a log, '' when there is none. */
export function tail(log: string, lines = 1): string {
  if (!existsSync(log)) return '';
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/** The one line of a log's end that tells best what went wrong. */
export function complaint(log: string): string {
  const lines = tail(log, 40).split('\n').map(inWords).toReversed();
  const line = lines.find((text) => /(^|\W)(\w*Error|error|fatal|failed|cannot)\b/i.test(text)) ?? lines[0] ?? '';
  return line.trim().slice(0, 300);
}

/** A JSON log line as its message and error; any other line as it is. */
function inWords(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const { msg = '', err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return [err?.message && `error: ${err.message}`, msg].filter(Boolean).join(', ');
  } catch {
    return line;
  }
}
