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
