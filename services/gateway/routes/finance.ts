import * as finance from '#contracts/finance.js';
import { created, get, post } from './row.js';

// prettier-ignore
export const financeRows = [
  post('/v1/deals/{dealId}/receipts', 'receipt.record', finance.RecordReceipt, '收款', 'Record a receipt', created),
  post('/v1/deals/{dealId}/refunds', 'refund.request', finance.RequestRefund, '退款申请', 'Request a refund', created),
  post('/v1/refunds/{refundId}/approval', 'refund.approve', finance.ApproveRefund, '退款审批', 'Approve a refund'),
  post('/v1/refunds/{refundId}/payment', 'refund.pay', finance.PayRefund, '退款支付', 'Pay a refund'),
  post('/v1/deals/{dealId}/invoice', 'invoice.issue', finance.IssueInvoice, '开具购房发票', 'Issue the purchase invoice', created),
  post('/v1/invoices/{invoiceId}/confirmation', 'invoice.confirm', finance.ConfirmInvoice, '发票审核', 'Confirm an invoice'),
  get('/v1/deals/{dealId}/account', 'report.desk', finance.AccountByDeal, '交易账户：应收、实收、余额', 'What is owed, paid and held of a deal'),
  get('/v1/projects/{projectId}/trial-balance', 'report.finance', finance.TrialBalance, '试算平衡表', 'Trial balance of a project'),
  get('/v1/projects/{projectId}/arrears', 'report.finance', finance.Arrears, '欠款清单', 'Arrears of a project'),
];
