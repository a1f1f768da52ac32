import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { tellings } from './catalogue.js';

/** What the comment above each contract class says, by class; read from the source in the working directory. */
export function meanings(): Map<string, string> {
  const files = globSync('libs/contracts/*.ts').filter((path) => !path.endsWith('.spec.ts'));
  const found = files.flatMap((path) => [...read(path).matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport class (\w+)/g)]);
  return new Map(found.map(([, comment, name]) => [name!, comment!.replace(/\s*\n\s*\* ?/g, ' ').trim()]));
}

/** The services that hear each event, by class: `@Hears(UnitSubscribed)`, or `@Hears(...tellings)` for all of them. */
export function listeners(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const service of globSync('services/*')
    .map((path) => basename(path))
    .toSorted()) {
    for (const path of globSync(`services/${service}/reactions/*.ts`)) {
      for (const name of path.endsWith('.spec.ts') ? [] : heardIn(read(path))) {
        found.set(name, [...new Set([...(found.get(name) ?? []), service])]);
      }
    }
  }
  return found;
}

function heardIn(source: string): string[] {
  const lists = [...source.matchAll(/@Hears\(([^)]*)\)/g)].flatMap(([, list]) => list!.split(','));
  return lists.flatMap((entry) => {
    const name = /(\w+)\s*$/.exec(entry)?.[1];
    if (entry.trim() === '...tellings') return tellings.map((telling) => telling.name);
    return name ? [name] : [];
  });
}

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
