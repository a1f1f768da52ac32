import { ReceiptPdf } from '#contracts/finance-receipts.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { pdfOf } from '#printing/pdf.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Allocation } from '../entities/allocation.js';
import { Deal } from '../entities/deal.js';
import { Project } from '../entities/project.js';
import { Receipt } from '../entities/receipt.js';
import { ReceiptTaken } from '../entities/receipt-taken.js';
import { ReceiptVoid } from '../entities/receipt-void.js';
import { Receivable } from '../entities/receivable.js';
import { receiptPaper } from '../rules/receipt-paper.js';

@Controller()
export class ReceiptPaperCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Nobody has the paper, with the payer in full, before it is kept that they took it (ALL-9). */
  @Answers(ReceiptPdf)
  async pdf(asked: Asked<ReceiptPdf>) {
    let paper: ReturnType<typeof receiptPaper>;
    await this.unitOfWork.react(asked, async ({ em, actor, at }) => {
      const receipt = await em.findOneOrFail(Receipt, asked.payload.receiptId);
      const deal = await em.findOneOrFail(Deal, receipt.dealId);
      const { id: receiptId, projectId } = receipt;
      mayTouch(asked.actor, { projectId, ownerId: deal.consultantId });
      em.create(ReceiptTaken, { id: newId(), receiptId, projectId, byId: actor.id, byName: actor.name, at });
      paper = receiptPaper(receipt, await around(em, receipt, deal));
    });
    const pdf = await pdfOf(paper!);
    return { name: `${paper!.number}.pdf`, type: 'application/pdf', file: pdf.toString('base64') };
  }
}

/** What it paid is what was booked with it, and not where its money was put afterwards. */
async function around(em: EntityManager, receipt: Receipt, { unitCode: unit }: Deal) {
  const { id, dealId, reversesId, receivedAt } = receipt;
  const project = await em.findOneOrFail(Project, receipt.projectId);
  const was = reversesId ? await em.findOneOrFail(Receipt, reversesId) : undefined;
  const red = await em.findOne(Receipt, { reversesId: id });
  const ended = await em.findOne(ReceiptVoid, { receiptId: id });
  const booked = { dealId, receiptId: reversesId ?? id, at: receivedAt };
  const parts = await em.find(Allocation, booked, { orderBy: { id: 'asc' } });
  const labels = new Map((await em.find(Receivable, { dealId })).map((one) => [one.id, one.label]));
  const paid = parts.map(({ receivableId, amount }) => ({ label: labels.get(receivableId) ?? '', amount }));
  const state = { reverses: was?.number, redLetter: red?.number, voidedFor: ended?.reason };
  return { project: project.name, unit, paid, ...state };
}
