import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** What the comment above each contract class says, by class; read from the source in the working directory. */
export function meanings(): Map<string, string> {
  const files = globSync('libs/contracts/*.ts').filter((path) => !path.endsWith('.spec.ts'));
  const found = files.flatMap((path) => [...read(path).matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport class (\w+)/g)]);
  return new Map(found.map(([, comment, name]) => [name!, comment!.replace(/\s*\n\s*\* ?/g, ' ').trim()]));
}

/** The services that hear each event, by class: `@Hears(UnitSubscribed)` in their reactions. */
export function listeners(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const service of globSync('services/*')
    .map((path) => basename(path))
    .sort()) {
    for (const path of globSync(`services/${service}/reactions/*.ts`)) {
      for (const [, name] of path.endsWith('.spec.ts') ? [] : read(path).matchAll(/@Hears\((?:\w+\.)?(\w+)\b/g)) {
        found.set(name!, [...new Set([...(found.get(name!) ?? []), service])]);
      }
    }
  }
  return found;
}

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
