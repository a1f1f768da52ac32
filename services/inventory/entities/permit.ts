import type { PermitState } from '#contracts/inventory-terms.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Permit',
  tableName: 'permit',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    number: p.string(),
    issuedOn: p.string(),
    recordedBy: p.uuid(),
    recordedAt: p.datetime(),
    /** The last day on which units are offered under it; without one it stays in force. */
    validUntil: p.string().nullable(),
    state: p.string().$type<PermitState>(),
    /** Why it is not in force, or is so again. */
    changedFor: p.text().nullable(),
    changedBy: p.uuid().nullable(),
    changedAt: p.datetime().nullable(),
  },
});

/** A pre-sale permit 预售许可证 (INV-4). */
export class Permit extends schema.class {}
schema.setClass(Permit);

const coveredSchema = defineEntity({
  name: 'CoveredBuilding',
  tableName: 'permit_building',
  properties: { id: p.uuid().primary(), permitId: p.uuid(), buildingId: p.uuid() },
});

/** A building that a permit covers; one permit covers a building. */
export class CoveredBuilding extends coveredSchema.class {}
coveredSchema.setClass(CoveredBuilding);
