import * as quotations from '#contracts/sales-quotations.js';
import { created, file, get, post, type Row } from './row.js';

// prettier-ignore
export const salesQuotationsRows: Row[] = [
  post('/v1/units/{unitId}/quotations', 'subscription.make', quotations.QuoteUnit, '报价', 'Quote a unit', created),
  get('/v1/quotations/{quotationId}', 'subscription.make', quotations.QuotationById, '报价单', 'A quotation'),
  get('/v1/quotations/{quotationId}/pdf', 'subscription.make', quotations.QuotationPdf, '报价单（PDF）', 'A quotation as PDF', file),
];
