import { InvoiceById, InvoicesByDeal, InvoiceSlip } from '#contracts/finance-invoices.js';
import { idNumberMasked, nameMasked } from '#kernel/personal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { pdfOf } from '#printing/pdf.js';
import { shortTraceId } from '#telemetry/trace.js';
import { Controller } from '@nestjs/common';
import { Deal } from '../entities/deal.js';
import { Invoice } from '../entities/invoice.js';
import { standingReceipts } from '../entities/receipt.js';
import { slip } from '../rules/invoice-slip.js';

@Controller()
export class InvoiceQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(InvoiceById)
  byId({ payload: { invoiceId }, actor }: Asked<InvoiceById>) {
    return this.unitOfWork.read(async (em) => {
      const invoice = await em.findOneOrFail(Invoice, invoiceId);
      const deal = await em.findOneOrFail(Deal, invoice.dealId);
      mayTouch(actor, { projectId: deal.projectId, ownerId: deal.consultantId });
      return sheetOf(invoice, deal);
    });
  }

  @Answers(InvoicesByDeal)
  byDeal({ payload: { dealId }, actor }: Asked<InvoicesByDeal>) {
    return this.unitOfWork.read(async (em) => {
      const deal = await em.findOneOrFail(Deal, dealId);
      mayTouch(actor, { projectId: deal.projectId, ownerId: deal.consultantId });
      const invoices = await em.find(Invoice, { dealId }, { orderBy: { id: 'asc' } });
      return { items: invoices.map((invoice) => sheetOf(invoice, deal)) };
    });
  }

  /** Names are masked on it too: the customer writes their own when they sign (ALL-9). */
  @Answers(InvoiceSlip)
  async slip({ payload: { invoiceId }, actor, at }: Asked<InvoiceSlip>) {
    const { paper, number } = await this.unitOfWork.read(async (em) => {
      const invoice = await em.findOneOrFail(Invoice, invoiceId);
      const deal = await em.findOneOrFail(Deal, invoice.dealId);
      mayTouch(actor, { projectId: deal.projectId, ownerId: deal.consultantId });
      const receipts = await standingReceipts(em, deal.id);
      const printed = { ...invoice, buyer: nameMasked(invoice.buyerName ?? '') };
      return { number: invoice.number, paper: slip(printed, deal.unitCode, receipts) };
    });
    const pdf = await pdfOf({ ...paper, trace: shortTraceId() ?? '', printedAt: at });
    return { name: `${number}.pdf`, type: 'application/pdf', file: pdf.toString('base64') };
  }
}

function sheetOf(invoice: Invoice, { unitCode }: Deal) {
  const { id: invoiceId, dealId, number, kind, amount, net, vat, derivation, state, vatMethod, vatRate } = invoice;
  const { fields, issuedAt, attempt, reversesId, confirmedAt, collectedBy, ...rest } = invoice;
  return {
    ...{ invoiceId, dealId, unitCode, number, kind, amount, net, vat, derivation, state, vatMethod, vatRate, fields },
    ...{ buyerName: nameMasked(invoice.buyerName ?? ''), buyerNumber: idNumberMasked(invoice.buyerNumber ?? '') },
    ...{ issuedAt, attempt, taxNumber: rest.taxNumber ?? undefined, taxIssuedOn: rest.taxIssuedOn ?? undefined },
    ...{ confirmedAt: confirmedAt ?? undefined, fileUrl: rest.fileUrl ?? undefined },
    ...{ fileHash: rest.fileHash ?? undefined, refusedFor: rest.refusedFor ?? undefined },
    ...{ reverses: reversesId ?? undefined, reason: rest.reason ?? rest.cancelledFor ?? undefined },
    ...{ toReverseFor: rest.toReverseFor ?? undefined, collectedOn: rest.collectedOn ?? undefined },
    ...{ collectedBy: collectedBy ? nameMasked(collectedBy) : undefined },
    ...{ collectedProof: rest.collectedProof ?? undefined },
  };
}
