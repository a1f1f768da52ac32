import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'ConstructionNode',
  tableName: 'construction_node',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    buildingId: p.uuid(),
    /** What payment plans call it. */
    code: p.string(),
    name: p.string(),
    plannedOn: p.string(),
    plannedBy: p.uuid(),
    reachedOn: p.string().nullable(),
    proof: p.string().nullable(),
    reachedBy: p.uuid().nullable(),
    /** Why a day was changed, the last time one was. */
    changedFor: p.text().nullable(),
  },
});

/** A construction node 工程节点 of a building: instalments wait for it (INV-6). */
export class ConstructionNode extends schema.class {}
schema.setClass(ConstructionNode);
