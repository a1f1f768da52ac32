import * as dunning from '#contracts/finance-dunning.js';
import * as arrears from '#contracts/finance-arrears.js';
import * as defaulters from '#contracts/finance-defaulters.js';
import * as messages from '#contracts/sales-messages.js';
import { created, file, get, post, put, type Row } from './row.js';

// prettier-ignore
export const financeDunningRows: Row[] = [
  get('/v1/projects/{projectId}/arrears-by-age', 'report.desk', arrears.ArrearsByAge, '账龄分析', 'Arrears by age'),
  post('/v1/receivables/{receivableId}/payment-delays', 'late-fee.waive-request', arrears.RequestPaymentDelay, '延期付款申请', 'Ask to pay an instalment later', created),
  post('/v1/payment-delays/{paymentDelayId}/approval', 'late-fee.waive-approve', arrears.DecidePaymentDelay, '延期付款审批', 'Decide on a delay of payment'),
  get('/v1/projects/{projectId}/payment-delays', 'report.desk', arrears.PaymentDelays, '延期付款清单', 'Delays of payment of a project'),
  get('/v1/deals/{dealId}/dunning', 'report.desk', dunning.DunningByDeal, '催款记录', 'Reminders of a deal, and their pauses'),
  post('/v1/reminders/{reminderId}/result', 'dunning.send', dunning.RecordReminder, '登记催款结果', 'Record what came of a call or a letter'),
  get('/v1/reminders/{reminderId}/letter', 'dunning.send', dunning.LetterPdf, '催款函', 'The letter of a reminder', file),
  post('/v1/deals/{dealId}/dunning-pause', 'dunning.send', dunning.PauseDunning, '暂停催款', 'Pause the reminders of a deal', created),
  post('/v1/deals/{dealId}/dunning-resumption', 'dunning.send', dunning.ResumeDunning, '恢复催款', 'Resume the reminders of a deal'),
  put('/v1/customers/{customerId}/message-consent', 'customer.write', messages.SetMessageConsent, '短信意愿', 'Whether a customer takes messages'),
  post('/v1/deals/{dealId}/defaulter', 'defaulter.refer', defaulters.ReferDefaulter, '移交法务', 'Refer a defaulter to the lawyer', created),
  post('/v1/defaulters/{defaulterId}/handling', 'defaulter.handle', defaulters.HandleDefaulter, '法务处理', 'Record what the lawyer did'),
  get('/v1/defaulters/{defaulterId}', 'report.desk', defaulters.DefaulterById, '恶意违约案', 'A defaulter’s case'),
];
