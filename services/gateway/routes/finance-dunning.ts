import * as dunning from '#contracts/finance-dunning.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const financeDunningRows: Row[] = [
  get('/v1/projects/{projectId}/arrears-by-age', 'report.desk', dunning.ArrearsByAge, '账龄分析', 'Arrears by age'),
  post('/v1/receivables/{receivableId}/payment-delays', 'late-fee.waive-request', dunning.RequestPaymentDelay, '延期付款申请', 'Ask to pay an instalment later', created),
  post('/v1/payment-delays/{paymentDelayId}/approval', 'late-fee.waive-approve', dunning.DecidePaymentDelay, '延期付款审批', 'Decide on a delay of payment'),
  get('/v1/projects/{projectId}/payment-delays', 'report.desk', dunning.PaymentDelays, '延期付款清单', 'Delays of payment of a project'),
];
