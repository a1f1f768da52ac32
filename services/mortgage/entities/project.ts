import type { DeadlineLengths } from '#kernel/deadlines.js';
import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Project',
  tableName: 'project',
  properties: {
    id: p.uuid().primary(),
    deadlines: json<DeadlineLengths>(),
  },
});

/** A project's own lengths of deadlines (ALL-6). */
export class Project extends schema.class {}
schema.setClass(Project);
