import * as receipts from '#contracts/finance-receipts.js';
import { created, post, type Row } from './row.js';

// prettier-ignore
export const financeReceiptsRows: Row[] = [
  post('/v1/receipts/{receiptId}/void', 'receipt.void', receipts.VoidReceipt, '当日作废收据', 'Void a receipt on its day'),
  post('/v1/receipts/{receiptId}/reversal', 'receipt.reverse', receipts.ReverseReceipt, '红冲收据', 'Reverse a receipt by a red letter', created),
];
