import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cruise, type IFlattenedRuleSet, type IResolveOptions } from 'dependency-cruiser';

interface Configuration {
  default: { forbidden: IFlattenedRuleSet['forbidden']; options: object };
  resolution: IResolveOptions & { aliases: string[] };
}

/**
 * The imports below `root`, a folder laid out as the project, that a rule of `rulesAt`/.dependency-cruiser.mjs forbids:
 * `rule: from → to` each.
 */
export async function forbiddenImports(root: string, rulesAt: string): Promise<string[]> {
  const file = pathToFileURL(join(rulesAt, '.dependency-cruiser.mjs')).href;
  const { default: config, resolution }: Configuration = await import(file);
  const { aliases, ...resolving } = resolution;
  const alias = Object.fromEntries(aliases.map((lib) => [`#${lib}`, join(root, 'libs', lib)]));
  const { output } = await cruise(
    ['services', 'libs', 'deploy', 'test'],
    { ...config.options, baseDir: root, validate: true, ruleSet: { forbidden: config.forbidden } },
    { ...resolving, alias },
  );
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}
