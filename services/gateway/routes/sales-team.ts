import * as team from '#contracts/sales-team.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const salesTeamRows: Row[] = [
  post('/v1/projects/{projectId}/questionnaires', 'customer.assign', team.DefineQuestionnaire, '定义成交客户调查问卷', 'Define the next version of the deal survey', created),
  get('/v1/projects/{projectId}/questionnaires', 'customer.write', team.Questionnaires, '成交客户调查问卷', 'Versions of the deal survey'),
  post('/v1/subscriptions/{subscriptionId}/survey', 'customer.write', team.RecordSurvey, '录入成交客户调查', 'Record the survey of a deal', created),
  get('/v1/subscriptions/{subscriptionId}/survey', 'customer.write', team.SurveyOfSubscription, '成交客户调查', 'The survey of a deal'),
  get('/v1/projects/{projectId}/missing-surveys', 'report.desk', team.MissingSurveys, '待做成交调查', 'Deal surveys that are missing'),
  get('/v1/projects/{projectId}/timeliness', 'report.sales', team.Timeliness, '录入与调查及时率', 'Entries and surveys in time and late'),
  post('/v1/contracts/{contractId}/commission-explanation', 'customer.assign', team.ExplainCommission, '客户事件不足说明', 'Explain a deal with too few customer events'),
  get('/v1/projects/{projectId}/commission-flags', 'report.desk', team.CommissionFlags, '客户事件不足的合同', 'Contracts with too few customer events'),
];
