import { addDays } from '#kernel/time.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';
import { Receivable } from './receivable.js';

const schema = defineEntity({
  name: 'ConstructionNode',
  tableName: 'construction_node',
  properties: {
    id: p.uuid().primary(),
    /** Null for nodes older than these were kept. */
    projectId: p.uuid().nullable(),
    buildingId: p.uuid().nullable(),
    name: p.string().nullable(),
    plannedOn: p.string(),
    reachedOn: p.string().nullable(),
  },
});

/** A construction node of a building as inventory told it: instalments wait for it (INV-6). */
export class ConstructionNode extends schema.class {}
schema.setClass(ConstructionNode);

/**
 * Those that wait for a node fall due by what is known of it; one that was not told of yet is waited for. The node is
 * locked, so that of a contract and its node, heard at once, the later one sees the other.
 */
export async function dueByNodes(em: EntityManager, owed: Receivable[]): Promise<void> {
  const waiting = owed.filter(({ awaitsNode }) => awaitsNode);
  for (const id of new Set(waiting.map(({ nodeId }) => nodeId!))) {
    const node = await em.findOneOrFail(ConstructionNode, id, { lockMode: LockMode.PESSIMISTIC_READ });
    fallDue(
      waiting.filter(({ nodeId }) => nodeId === id),
      node,
    );
  }
}

/** Everything that waits for the node, in every deal, is due by its day now (INV-6, FIN-1). */
export async function moveDueDays(em: EntityManager, node: ConstructionNode): Promise<void> {
  fallDue(await em.find(Receivable, { nodeId: node.id, state: 'open' }), node);
}

function fallDue(owed: Receivable[], { plannedOn, reachedOn }: ConstructionNode): void {
  for (const one of owed) {
    one.dueOn = addDays(reachedOn ?? plannedOn, one.daysAfterNode ?? 0);
    one.awaitsNode = !reachedOn;
  }
}
