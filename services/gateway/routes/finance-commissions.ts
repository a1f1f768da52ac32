import * as commissions from '#contracts/finance-commissions.js';
import { created, get, post } from './row.js';

// prettier-ignore
export const financeCommissionsRows = [
  get('/v1/projects/{projectId}/commissions', 'report.desk', commissions.Commissions, '佣金明细', 'Commissions earned and taken back'),
  get('/v1/projects/{projectId}/commission-periods', 'report.finance', commissions.CommissionPeriods, '佣金结算期', 'Periods of commissions'),
  post('/v1/projects/{projectId}/commission-periods', 'commission.settle', commissions.SettleCommissions, '结算佣金', 'Settle the commissions of a month', created),
  get('/v1/commission-periods/{periodId}', 'report.finance', commissions.CommissionPeriodById, '佣金结算单', 'A period of commissions, by person'),
  post('/v1/commission-periods/{periodId}/payment', 'commission.settle', commissions.PayCommissions, '发放佣金', 'Record that a period is paid out'),
];
