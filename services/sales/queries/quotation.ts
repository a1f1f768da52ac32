import { parse } from '#contracts/parse.js';
import { QuotationById, QuotationPdf, QuotationSheet } from '#contracts/sales-quotations.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { pdfOf } from '#printing/pdf.js';
import { Controller } from '@nestjs/common';
import { Quotation } from '../entities/quotation.js';
import { quotationPaper } from '../rules/quotation-paper.js';

@Controller()
export class QuotationQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(QuotationById)
  quotation({ payload: { quotationId }, actor }: Asked<QuotationById>) {
    return this.sheetOf(quotationId, actor);
  }

  @Answers(QuotationPdf)
  async pdf({ payload: { quotationId }, actor }: Asked<QuotationPdf>) {
    const sheet = await this.sheetOf(quotationId, actor);
    const { number, trace, madeAt: printedAt } = sheet;
    const pdf = await pdfOf({ title: '置业报价单', number, trace, printedAt, blocks: quotationPaper(sheet) });
    return { name: `${number}.pdf`, type: 'application/pdf', file: pdf.toString('base64') };
  }

  private async sheetOf(quotationId: string, actor: Actor): Promise<QuotationSheet> {
    const found = await this.unitOfWork.read((em) => em.findOneOrFail(Quotation, quotationId));
    const { projectId, consultantId: ownerId, sheet } = found;
    mayTouch(actor, { projectId, ownerId });
    return parse(QuotationSheet, sheet);
  }
}
