import type { Day } from '#kernel/time.js';
import { defineEntity, type EntityManager, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'DunningPause',
  tableName: 'dunning_pause',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    until: p.string(),
    reason: p.text(),
    byId: p.uuid(),
    at: p.datetime(),
    endedBy: p.uuid().nullable(),
    endedAt: p.datetime().nullable(),
  },
});

/** No reminders in a deal for some days, and why (FIN-10). */
export class DunningPause extends schema.class {}
schema.setClass(DunningPause);

/** The pause that holds today, or that nobody has ended though it is over. */
export function pauseOf(em: EntityManager, dealId: string): Promise<DunningPause | null> {
  return em.findOne(DunningPause, { dealId, endedAt: null });
}

export function holds(pause: DunningPause | null, today: Day): boolean {
  return pause !== null && pause.until >= today;
}
