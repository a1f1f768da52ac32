import type { DeadlineLengths } from '#kernel/deadlines.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

/** What the project decides about reservations; sales has what it leaves out (RES-1, RES-2). */
type Reservations = { extensionsMax?: number; maliciousCount?: number; maliciousDays?: number };

const schema = defineEntity({
  name: 'Project',
  tableName: 'project',
  properties: {
    id: p.uuid().primary(),
    code: p.string(),
    name: p.string(),
    deposit: money(),
    deadlines: json<DeadlineLengths>(),
    reservations: json<Reservations>().nullable(),
    openedBy: p.uuid(),
    openedAt: p.datetime(),
  },
});

/** A project with its own policy: the deposit, and the deadline lengths that it overrides (INV-1, ALL-6). */
export class Project extends schema.class {}
schema.setClass(Project);
