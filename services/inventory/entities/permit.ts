import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Permit',
  tableName: 'permit',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    number: p.string(),
    issuedOn: p.string(),
    recordedBy: p.uuid(),
    recordedAt: p.datetime(),
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
