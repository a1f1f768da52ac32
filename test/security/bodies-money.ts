const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Bodies of the routes of money besides those of the first home: see bodies.ts. */
export const moneyBodies: Record<string, object> = {
  'POST /v1/projects/{projectId}/vouchers/file': { from: day, on: day },
  'POST /v1/invoices/{invoiceId}/correction': { reason: '更正' },
  'POST /v1/invoices/{invoiceId}/cancellation': { reason: '不开' },
  'POST /v1/invoices/{invoiceId}/red-letter': { reason: '退房' },
  'POST /v1/invoices/{invoiceId}/tax-answer': { answer: 'refused', reason: '信息不符' },
  'POST /v1/invoices/{invoiceId}/collection': { collectedOn: '2026-01-01', collectedBy: '林晓', proof: '签收单' },
  'POST /v1/projects/{projectId}/commission-periods': { until: day },
  'POST /v1/commission-periods/{periodId}/payment': { reference: '工资单' },
  'POST /v1/receivables/{receivableId}/payment-delays': { until: '2028-12-31', reason: '资金月底到账' },
  'POST /v1/reminders/{reminderId}/result': { result: 'reached', note: '已通知' },
  'POST /v1/deals/{dealId}/dunning-pause': { until: '2028-12-31', reason: '协商中' },
  'PUT /v1/customers/{customerId}/message-consent': { accepts: true, reason: '客户要求' },
  'POST /v1/deals/{dealId}/defaulter': { reason: '拒接电话' },
  'POST /v1/defaulters/{defaulterId}/handling': { note: '发律师函' },
  'POST /v1/payment-delays/{paymentDelayId}/approval': { decision: 'refuse', reason: '不同意' },
  'POST /v1/projects/{projectId}/bank-accounts': {
    ...{ name: '一般户', bank: '工商银行', number: '4400123456789', since: day },
  },
  'POST /v1/projects/{projectId}/cash-deposits': { amount: '1.00', slip: 'JK-00001' },
  'POST /v1/bank-accounts/{accountId}/statements': { file: 'YQ==' },
  'POST /v1/bank-accounts/{accountId}/matches': { lineIds: [], itemIds: ['$bankItemId'] },
  'POST /v1/bank-matches/{matchId}/end': { reason: '勾错' },
  'POST /v1/bank-differences/{differenceId}/explanation': { reason: '次日到账' },
  'POST /v1/bank-accounts/{accountId}/reconciliations': { day },
  'POST /v1/reconciliations/{reconciliationId}/check': { decision: 'refuse', reason: '说明不全' },
  'POST /v1/reconciliations/{reconciliationId}/reopening': { reason: '补导对账单' },
  'POST /v1/receipts/{receiptId}/void': { reason: '金额录错' },
  'POST /v1/receipts/{receiptId}/reversal': { reason: '支票退票' },
};
