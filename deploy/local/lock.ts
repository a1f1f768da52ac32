import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Trouble } from './trouble.ts';

/**
 * Takes a folder for this process; gives the function that lets it go. What a dead process left behind is taken over.
 * @throws Trouble 'another-start' while another process (or another part of this one) has it
 */
export function lock(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'lock');
  const mine = `${process.pid} ${bornAt(process.pid)}`;
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
    }
    const pid = holderOf(dir);
    if (pid !== undefined) throw new Trouble('another-start', { dir, pid });
    rmSync(file, { force: true });
  }
}

/** The process that has the folder now. */
export function holderOf(dir: string): number | undefined {
  const file = join(dir, 'lock');
  const [pid, born] = existsSync(file) ? readFileSync(file, 'utf8').split(' ') : [];
  return isAlive(Number(pid)) && bornAt(Number(pid)) === born ? Number(pid) : undefined;
}

/** Whether a process of that id exists. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linux tells when a process began, so an id that was given anew is not taken for the old process; '' elsewhere. */
function bornAt(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
