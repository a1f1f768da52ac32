import type { ScheduleLine } from '#contracts/sales.js';
import { addDays } from '#kernel/time.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import type { NodeTerms } from '../rules/schedule.js';

const schema = defineEntity({
  name: 'ConstructionNode',
  tableName: 'construction_node',
  properties: {
    id: p.uuid().primary(),
    buildingId: p.uuid(),
    code: p.string(),
    plannedOn: p.string(),
    reachedOn: p.string().nullable(),
  },
});

/** A construction node of a building as inventory told it: sales' own copy (INV-6). */
export class ConstructionNode extends schema.class {}
schema.setClass(ConstructionNode);

/** The nodes of the building, as a schedule needs them. */
export async function nodesOf(em: EntityManager, buildingId: string | null | undefined): Promise<NodeTerms[]> {
  if (!buildingId) return [];
  const nodes = await em.find(ConstructionNode, { buildingId });
  return nodes.map(({ id: nodeId, code, plannedOn, reachedOn }) => ({ nodeId, code, plannedOn, reachedOn }));
}

/** The lines as they fall due now: what waits for a node by its planned day, until it is reached (INV-6). */
export async function dueByNodes(em: EntityManager, lines: ScheduleLine[]): Promise<ScheduleLine[]> {
  const ids = lines.flatMap(({ nodeId }) => nodeId ?? []);
  if (ids.length === 0) return lines;
  const nodes = new Map((await em.find(ConstructionNode, { id: { $in: ids } })).map((node) => [node.id, node]));
  return lines.map((line) => {
    const node = line.nodeId && nodes.get(line.nodeId);
    return node ? { ...line, dueOn: addDays(node.reachedOn ?? node.plannedOn, line.dueDaysAfterNode ?? 0) } : line;
  });
}
