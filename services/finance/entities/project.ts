import { FinanceSettings } from '#contracts/finance-settings.js';
import { parseLoosely } from '#contracts/parse.js';
import type { DeadlineLengths } from '#kernel/deadlines.js';
import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Project',
  tableName: 'project',
  properties: {
    id: p.uuid().primary(),
    code: p.string(),
    name: p.string(),
    deadlines: json<DeadlineLengths>(),
    /** What it decided itself about money, as it was told: `settingsOf` reads it. */
    settings: json<object>(),
  },
});

/** A project as inventory told it: its code heads the numbers of its receipts. */
export class Project extends schema.class {}
schema.setClass(Project);

/** What the project decided itself about money, its amounts exact again. */
export function settingsOf({ settings }: Project): FinanceSettings {
  return parseLoosely(FinanceSettings, settings);
}
