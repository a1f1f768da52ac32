import { json } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

/** A line of the checklist as it is kept. */
export interface KeptItem {
  item: string;
  passed: boolean;
  note?: string;
}

const inspectionSchema = defineEntity({
  name: 'Inspection',
  tableName: 'inspection',
  properties: {
    id: p.uuid().primary(),
    contractId: p.uuid(),
    inspectedOn: p.string(),
    items: json<KeptItem[]>(),
    byId: p.uuid(),
    recordedAt: p.datetime(),
  },
});

/** One inspection 验房 with its whole checklist (HAN-2). */
export class Inspection extends inspectionSchema.class {}
inspectionSchema.setClass(Inspection);

const defectSchema = defineEntity({
  name: 'Defect',
  tableName: 'defect',
  properties: {
    id: p.uuid().primary(),
    contractId: p.uuid(),
    item: p.string(),
    note: p.text().nullable(),
    foundOn: p.string(),
    repairBy: p.datetime(),
    /** The day of the inspection that found it repaired. */
    repairedOn: p.string().nullable(),
  },
});

/** What an inspection did not pass: to repair by a deadline (HAN-2). */
export class Defect extends defectSchema.class {}
defectSchema.setClass(Defect);
