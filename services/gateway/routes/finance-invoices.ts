import * as invoices from '#contracts/finance-invoices.js';
import { created, file, get, post, type Row } from './row.js';

// prettier-ignore
export const financeInvoicesRows: Row[] = [
  post('/v1/deals/{dealId}/invoice', 'invoice.issue', invoices.IssueInvoice, '开具购房发票', 'Issue the purchase invoice', created),
  get('/v1/deals/{dealId}/invoices', 'report.desk', invoices.InvoicesByDeal, '交易的发票与红字发票', 'Invoices and red letters of a deal'),
  get('/v1/invoices/{invoiceId}', 'report.desk', invoices.InvoiceById, '发票', 'An invoice with everything on it'),
  post('/v1/invoices/{invoiceId}/correction', 'invoice.issue', invoices.CorrectInvoice, '发票更正', 'Correct an invoice that was returned or refused'),
  post('/v1/invoices/{invoiceId}/confirmation', 'invoice.confirm', invoices.ConfirmInvoice, '发票审核', 'Confirm an invoice or a red letter, or return it'),
  post('/v1/invoices/{invoiceId}/cancellation', 'invoice.issue', invoices.CancelInvoice, '取消未开出的发票', 'Drop an invoice that the tax office never accepted'),
  post('/v1/invoices/{invoiceId}/red-letter', 'invoice.issue', invoices.RequestRedLetter, '申请红字发票', 'Ask for an invoice to be taken back', created),
  post('/v1/invoices/{invoiceId}/tax-answer', 'invoice.issue', invoices.RecordTaxAnswer, '登记税局回执', 'Type in what the tax office said'),
  post('/v1/invoices/{invoiceId}/collection', 'invoice.issue', invoices.CollectInvoice, '交付发票', 'Hand the invoice over to the customer'),
  get('/v1/invoices/{invoiceId}/slip', 'report.desk', invoices.InvoiceSlip, '发票签收单', 'Hand-over slip of an invoice, as PDF', file),
];
