import * as channels from '#contracts/sales-channels.js';
import { created, get, post, type Row } from './row.js';

// prettier-ignore
export const salesChannelsRows: Row[] = [
  post('/v1/projects/{projectId}/channel-partners', 'customer.assign', channels.DefineChannelPartner, '登记渠道', 'Define a channel partner', created),
  get('/v1/projects/{projectId}/channel-partners', 'customer.write', channels.ChannelPartners, '渠道', 'Channel partners of a project'),
  post('/v1/channel-partners/{partnerId}/rules', 'customer.assign', channels.SetChannelRule, '变更渠道佣金规则', 'Set another commission rule', created),
  post('/v1/channel-partners/{partnerId}/ending', 'customer.assign', channels.EndChannelPartner, '终止渠道合作', 'End a channel partner'),
  post('/v1/channel-partners/{partnerId}/reports', 'customer.write', channels.ReportChannelCustomer, '渠道报备', 'Report a channel customer', created),
  post('/v1/channel-reports/{reportId}/visit', 'customer.write', channels.ConfirmChannelVisit, '确认渠道客户到访', 'Confirm the visit of a reported customer'),
  get('/v1/projects/{projectId}/channel-reports', 'customer.write', channels.ChannelReports, '渠道报备清单', 'Channel reports of a project'),
  get('/v1/projects/{projectId}/channel-commissions', 'report.sales', channels.ChannelCommissions, '渠道佣金', 'Channel commissions'),
];
