import { nameOf, type Telling } from '#contracts/message.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The golden sample of an event as JSON, with these fields changed: what a service may hear. */
export function sampleOf<T extends Telling>(
  telling: T,
  changes: Partial<Record<keyof InstanceType<T>, unknown>> = {},
): Record<keyof InstanceType<T>, any> {
  const path = join(import.meta.dirname, '../contracts/samples', `${nameOf(telling)}.json`);
  return { ...(JSON.parse(readFileSync(path, 'utf8')) as Record<keyof InstanceType<T>, unknown>), ...changes };
}
