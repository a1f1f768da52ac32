import * as receipts from '#contracts/finance-receipts.js';
import { created, file, get, post, type Row } from './row.js';

// prettier-ignore
export const financeReceiptsRows: Row[] = [
  post('/v1/receipts/{receiptId}/void', 'receipt.void', receipts.VoidReceipt, '当日作废收据', 'Void a receipt on its day'),
  post('/v1/receipts/{receiptId}/reversal', 'receipt.reverse', receipts.ReverseReceipt, '红冲收据', 'Reverse a receipt by a red letter', created),
  get('/v1/receipts/{receiptId}/pdf', 'report.desk', receipts.ReceiptPdf, '打印收据', 'A receipt as PDF', file),
  post('/v1/projects/{projectId}/day-closes', 'day.close', receipts.CloseDay, '日结', 'Close a day of one’s own', created),
  get('/v1/projects/{projectId}/day-totals', 'report.desk', receipts.DayTotals, '当日收款合计', 'One’s own day before it is closed'),
  get('/v1/projects/{projectId}/day-closes', 'report.finance', receipts.DayCloses, '日结清单', 'Day closes of a project'),
];
