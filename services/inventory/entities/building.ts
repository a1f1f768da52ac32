import type { SetUpState } from '#contracts/inventory.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Building',
  tableName: 'building',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    code: p.string(),
    name: p.string(),
    /** 分期, where the project is built in phases (INV-1). */
    phase: p.string().nullable(),
    state: p.string().$type<SetUpState>(),
    submittedBy: p.uuid().nullable(),
    submittedAt: p.datetime().nullable(),
    verifiedBy: p.uuid().nullable(),
    verifiedAt: p.datetime().nullable(),
    lockedBy: p.uuid().nullable(),
    lockedAt: p.datetime().nullable(),
    onSaleBy: p.uuid().nullable(),
    onSaleAt: p.datetime().nullable(),
    /** Why finance sent it back to drafting, the last time it did. */
    returnedFor: p.text().nullable(),
    returnedBy: p.uuid().nullable(),
  },
});

/** A building, whose units are set up together: drafting → submitted → verified → locked → on sale (INV-2). */
export class Building extends schema.class {}
schema.setClass(Building);
