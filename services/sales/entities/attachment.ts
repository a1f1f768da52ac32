import type { AttachmentRow } from '#contracts/sales-attachments.js';
import type { Instant } from '#kernel/time.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Attachment',
  tableName: 'attachment',
  properties: {
    id: p.uuid().primary(),
    contractId: p.uuid(),
    projectId: p.uuid(),
    unitId: p.uuid(),
    unitCode: p.string(),
    use: p.string(),
    homeUnitId: p.uuid(),
    homeUnitCode: p.string(),
    tiedById: p.uuid(),
    tiedAt: p.datetime(),
    untiedAt: p.datetime().nullable(),
    untiedFor: p.string().nullable(),
  },
});

/** A parking space or storage room tied to the contract of a home; the database has one live tie for each (INV-7). */
export class Attachment extends schema.class {}
schema.setClass(Attachment);

/** As it is told to who asks. */
export function rowOf({ id: attachmentId, ...tied }: Attachment): AttachmentRow {
  const { contractId, unitId, unitCode, use, homeUnitId, homeUnitCode, tiedAt } = tied;
  return { attachmentId, contractId, unitId, unitCode, use, homeUnitId, homeUnitCode, tiedAt };
}

/** With the hold on a unit its ties end, whichever of the two it is. */
export async function untieAll(em: EntityManager, unitId: string, untiedAt: Instant, untiedFor: string): Promise<void> {
  const tied = await em.find(Attachment, { untiedAt: null, $or: [{ unitId }, { homeUnitId: unitId }] });
  for (const attachment of tied) Object.assign(attachment, { untiedAt, untiedFor });
}
