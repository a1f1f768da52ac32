import { DecideCustomerExport, DownloadCustomerExport, RequestCustomerExport } from '#contracts/sales-customers.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { workbookOf, xlsx } from '#printing/workbook.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { CustomerExport, CustomerExportDownload, lockedExport, nextExport } from '../entities/customer-export.js';
import { Project } from '../entities/project.js';
import { exportHead, exportRow } from '../rules/customer-export.js';

/** Customers leave the house as a file only when another approved it, marked with who took it (ALL-9, §A art. 13). */
@Controller()
export class CustomerExportCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RequestCustomerExport)
  request(asked: Asked<RequestCustomerExport>) {
    const { projectId, plain, ownerId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(asked.actor, { projectId });
      const by = { requestedById: actor.id, requestedByName: actor.name, requestedAt: at };
      const made = { id: newId(), ...(await nextExport(em, projectId)), projectId, plain, ownerId, reason };
      return answerOf(em.create(CustomerExport, { ...made, ...by, state: 'requested' }));
    });
  }

  @Answers(DecideCustomerExport)
  decide(asked: Asked<DecideCustomerExport>) {
    const { exportId, decision, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const found = await lockedExport(em, exportId);
      const { projectId, number, state, requestedById } = found;
      mayTouch(asked.actor, { projectId });
      separate(asked.actor, { 'export.request': requestedById });
      if (state !== 'requested') refuse('ALL-9.export-decided', { number });
      if (decision === 'refuse' && !reason) refuse('ALL-9.reason-missing', { number });
      const by = { decidedById: actor.id, decidedByName: actor.name, decidedAt: at };
      Object.assign(found, { state: decision === 'approve' ? 'approved' : 'refused', decision: reason, ...by });
      return answerOf(found);
    });
  }

  /** By who asked for it alone. The file is made after the download is logged, and is in no stored reply. */
  @Answers(DownloadCustomerExport)
  async download(asked: Asked<DownloadCustomerExport>) {
    const { exportId } = asked.payload;
    await this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const { projectId, requestedById, state, ownerId, number } = await em.findOneOrFail(CustomerExport, exportId);
      mayTouch(asked.actor, { projectId });
      if (requestedById !== actor.id) refuse('ALL-9.export-not-yours', { number });
      if (state !== 'approved') refuse('ALL-9.export-not-approved', { number });
      const rows = await em.count(Customer, exportedOf(projectId, ownerId));
      if (rows > rowsMax) refuse('ALL-9.export-too-large', { rows, rowsMax });
      const { id } = em.create(CustomerExportDownload, taken(exportId, rows, asked, at));
      return { downloadId: id };
    });
    return this.unitOfWork.read((em) => workbook(em, asked));
  }
}

/** More than that in one file is asked for consultant by consultant. */
const rowsMax = 20_000;

function answerOf({ id: exportId, number, state, plain }: CustomerExport) {
  return { exportId, number, state, plain };
}

function exportedOf(projectId: string, ownerId?: string | null) {
  return { projectId, ...(ownerId ? { ownerId } : {}) };
}

function taken(exportId: string, rows: number, { actor }: Asked<object>, at: Date) {
  return { id: newId(), exportId, rows, byId: actor.id, byName: actor.name, at };
}

/** The watermark says who took it, when and under which number: in the sheet, and above each printed page. */
async function workbook(em: EntityManager, { payload, actor, at }: Asked<DownloadCustomerExport>) {
  const { projectId, ownerId, number, plain } = await em.findOneOrFail(CustomerExport, payload.exportId);
  const customers = await em.find(Customer, exportedOf(projectId, ownerId), { orderBy: { id: 'asc' } });
  const watermark = `${number} · ${actor.name} · ${at.toISOString()} · ${plain ? '明文' : '脱敏'}`;
  const sheet = { name: `客户 ${number}`, head: exportHead, rows: customers.map((one) => exportRow(one, plain)) };
  const file = await workbookOf({ ...sheet, watermark });
  return { name: `客户-${number}.xlsx`, type: xlsx, file: file.toString('base64') };
}
