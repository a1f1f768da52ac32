import * as arrears from '#contracts/finance-arrears.js';
import * as finance from '#contracts/finance.js';
import * as deposits from '#contracts/finance-deposits.js';
import * as exchanges from '#contracts/finance-exchanges.js';
import * as refunds from '#contracts/finance-refunds.js';
import { created, get, post } from './row.js';

// prettier-ignore
export const financeRows = [
  post('/v1/deals/{dealId}/receipts', 'receipt.record', finance.RecordReceipt, '收款', 'Record a receipt', created),
  post('/v1/deals/{dealId}/refunds', 'refund.request', refunds.RequestRefund, '退款申请', 'Request a refund', created),
  post('/v1/refunds/{refundId}/approval', 'refund.approve', refunds.ApproveRefund, '退款审批', 'Approve a refund'),
  post('/v1/refunds/{refundId}/payment', 'refund.pay', refunds.PayRefund, '退款支付', 'Pay a refund'),
  get('/v1/projects/{projectId}/refunds', 'report.desk', refunds.Refunds, '退款清单', 'Refunds of a project'),
  get('/v1/projects/{projectId}/exchanges', 'report.desk', exchanges.Exchanges, '待换发票据', 'Receipts to be exchanged'),
  post('/v1/exchanges/{changeId}', 'receipt.exchange', exchanges.ExchangeReceipts, '换发收据', 'Exchange the receipts of a rename or swap'),
  get('/v1/projects/{projectId}/deposit-referrals', 'report.desk', deposits.DepositReferrals, '定金未足报送清单', 'Short deposits referred to finance'),
  post('/v1/deals/{dealId}/deposit-decision', 'deposit.forfeit', deposits.DecideDeposit, '没收定金或取消退还', 'Forfeit a short deposit, or give it back'),
  get('/v1/deals/{dealId}/account', 'report.desk', finance.AccountByDeal, '交易账户：应收、实收、余额', 'What is owed, paid and held of a deal'),
  get('/v1/projects/{projectId}/arrears', 'report.desk', arrears.Arrears, '欠款清单', 'Arrears of a project'),
];
