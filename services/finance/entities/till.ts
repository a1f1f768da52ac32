import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { type Day, dayOf, type Instant } from '#kernel/time.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Till',
  tableName: 'till',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    cashierId: p.uuid(),
    cashierName: p.string(),
    day: p.string(),
    closedAt: p.datetime().nullable(),
  },
});

/** A day on which a cashier took money in a project: to be closed 日结 (FIN-8). */
export class Till extends schema.class {}
schema.setClass(Till);

/** Whose till, in which project, on which day. */
export interface TillOf {
  projectId: string;
  cashier: { id: string; name: string };
  day: Day;
}

/** Locks the till until the transaction ends: of a receipt, a void and the day close at once one is first. */
export async function lockedTill(em: EntityManager, { projectId, cashier, day }: TillOf): Promise<Till> {
  await em.execute(
    `insert into till (id, project_id, cashier_id, cashier_name, day) values (?, ?, ?, ?, ?)
     on conflict (project_id, cashier_id, day) do update set day = excluded.day`,
    [newId(), projectId, cashier.id, cashier.name, day],
  );
  return em.findOneOrFail(Till, { projectId, cashierId: cashier.id, day }, { refresh: true });
}

/** The till of today, which takes no more money and gives none back once it is closed (FIN-8). */
export async function openTill(em: EntityManager, projectId: string, cashier: TillOf['cashier'], at: Instant) {
  const till = await lockedTill(em, { projectId, cashier, day: dayOf(at) });
  if (till.closedAt) refuse('FIN-8.day-closed', { day: till.day });
  return till;
}
