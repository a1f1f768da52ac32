import type { ExportState } from '#contracts/sales-customers.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'CustomerExport',
  tableName: 'customer_export',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    serial: p.integer(),
    number: p.string(),
    projectId: p.uuid(),
    /** Names, phones and ID numbers as they are; masked otherwise. */
    plain: p.boolean(),
    /** The customers of one consultant alone. */
    ownerId: p.uuid().nullable(),
    reason: p.text(),
    state: p.string().$type<ExportState>(),
    requestedById: p.uuid(),
    requestedByName: p.string(),
    requestedAt: p.datetime(),
    decision: p.text().nullable(),
    decidedById: p.uuid().nullable(),
    decidedByName: p.string().nullable(),
    decidedAt: p.datetime().nullable(),
  },
});

/** A bulk export of customers: asked for, approved by another, then taken (ALL-9, §A art. 13). */
export class CustomerExport extends schema.class {}
schema.setClass(CustomerExport);

const downloadSchema = defineEntity({
  name: 'CustomerExportDownload',
  tableName: 'customer_export_download',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    exportId: p.uuid(),
    rows: p.integer(),
    byId: p.uuid(),
    byName: p.string(),
    at: p.datetime(),
  },
});

/** Each time that an export was taken. */
export class CustomerExportDownload extends downloadSchema.class {}
downloadSchema.setClass(CustomerExportDownload);

/** Locked until the end of the transaction: one decision. */
export function lockedExport(em: EntityManager, id: string): Promise<CustomerExport> {
  return em.findOneOrFail(CustomerExport, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** The next number of the project's exports, which stands in each copy. */
export async function nextExport(em: EntityManager, projectId: string): Promise<{ serial: number; number: string }> {
  const counted = 'update project set exports = exports + 1 where id = ? returning code, exports as serial';
  const [row] = await em.execute<{ code: string; serial: number }[]>(counted, [projectId]);
  const { code, serial } = row!;
  return { serial, number: `DC-${code}-${String(serial).padStart(5, '0')}` };
}
