import * as funds from '#contracts/finance-funds.js';
import * as bank from '#contracts/finance-funds-bank.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const financeFundsRows: Row[] = [
  post('/v1/projects/{projectId}/supervised-accounts', 'funds.supervise', funds.OpenSupervisedAccount, '开立监管账户', 'Open a supervised account', created),
  get('/v1/projects/{projectId}/supervised-accounts', 'report.finance', funds.SupervisedAccounts, '监管账户', 'Supervised accounts of a project'),
  get('/v1/supervised-accounts/{accountId}', 'report.finance', funds.SupervisedAccountById, '监管账户余额与可用款', 'Balance of a supervised account, and what can be released'),
  get('/v1/supervised-accounts/{accountId}/movements', 'report.finance', funds.SupervisedMovements, '监管账户明细', 'What moved in a supervised account'),
  post('/v1/supervised-accounts/{accountId}/terms', 'funds.supervise', funds.ProposeSupervisionTerms, '监管方案', 'Propose terms of supervision', created),
  post('/v1/supervision-terms/{planId}/check', 'funds.supervise', funds.CheckSupervisionTerms, '监管方案复核', 'Check terms of supervision'),
  post('/v1/supervised-accounts/{accountId}/closing', 'funds.supervise', funds.CloseSupervisedAccount, '注销监管账户', 'Close a supervised account'),
  post('/v1/supervised-accounts/{accountId}/releases', 'funds.supervise', funds.RequestRelease, '用款申请', 'Ask for a release of supervised money', created),
  get('/v1/supervised-accounts/{accountId}/releases', 'report.finance', funds.Releases, '用款申请清单', 'Releases of a supervised account'),
  post('/v1/releases/{releaseId}/check', 'funds.supervise', funds.CheckRelease, '用款复核', 'Check a release'),
  post('/v1/releases/{releaseId}/record', 'funds.supervise', bank.RecordRelease, '登记用款结果', 'Record what the bank said of a release'),
  get('/v1/supervised-accounts/{accountId}/bookings', 'report.finance', bank.Bookings, '监管入账清单', 'What the supervision bank has of an account'),
  post('/v1/supervised-bookings/{bookingId}/retry', 'funds.supervise', bank.RetryBooking, '重新送监管银行', 'Send what the bank refused again'),
  post('/v1/supervised-bookings/{bookingId}/record', 'funds.supervise', bank.RecordBooking, '登记监管入账结果', 'Record what the bank said of money'),
  post('/v1/supervised-accounts/{accountId}/day-matchings', 'funds.supervise', bank.MatchSupervisedDay, '三方对账', 'Match a day with bank and regulator', created),
  get('/v1/supervised-accounts/{accountId}/day-matchings', 'report.finance', bank.DayMatchings, '三方对账清单', 'Day-end matchings of an account'),
  get('/v1/day-matchings/{matchingId}', 'report.finance', bank.DayMatchingById, '三方对账明细', 'A day-end matching'),
  post('/v1/day-matchings/{matchingId}/check', 'funds.supervise', bank.CheckDayMatching, '三方对账复核', 'Check a day-end matching'),
  post('/v1/day-differences/{differenceId}/explanation', 'funds.supervise', bank.ExplainDayDifference, '说明对账差异', 'Explain a difference'),
];
