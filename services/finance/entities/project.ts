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
    /** What it decided itself about money, as it was told: `settingsOf` of the contract reads it. */
    settings: json<object>(),
  },
});

/** A project as inventory told it: its code heads the numbers of its receipts. */
export class Project extends schema.class {}
schema.setClass(Project);
