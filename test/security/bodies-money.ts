const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** Bodies of the routes of money besides those of the first home: see bodies.ts. */
export const moneyBodies: Record<string, object> = {
  'POST /v1/projects/{projectId}/vouchers/file': { from: day, on: day },
  'POST /v1/projects/{projectId}/commission-periods': { until: day },
  'POST /v1/commission-periods/{periodId}/payment': { reference: '工资单' },
  'POST /v1/receivables/{receivableId}/payment-delays': { until: '2028-12-31', reason: '资金月底到账' },
  'POST /v1/payment-delays/{paymentDelayId}/approval': { decision: 'refuse', reason: '不同意' },
};
