import type { Refusals } from './table.js';

export const salesChannelsRefusals = {
  'CRM-8.rule-unclear': {
    status: 400,
    zh: '佣金规则须为费率（大于 0、小于 1）或每份合同金额，二者择一',
    en: 'A commission rule is either a rate above 0 and below 1, or an amount a contract',
  },
  'CRM-8.partner-ended': {
    status: 409,
    zh: '渠道 {partner} 已终止合作，不再受理报备',
    en: 'The partner {partner} reports nobody any more',
  },
  'CRM-8.known-customer': {
    status: 409,
    zh: '该客户已在 {project} 登记，不属渠道客户，报备无效',
    en: 'The customer is known in {project} already and cannot be reported',
  },
  'CRM-8.reported-already': {
    status: 409,
    zh: '该客户已有报备，保护期至 {until}',
    en: 'The customer is reported already and protected until {until}',
  },
  'CRM-8.other-person': {
    status: 409,
    zh: '该客户的电话与报备不符',
    en: 'The customer has another phone than the report',
  },
  'CRM-8.no-visit': {
    status: 409,
    zh: '该客户自报备以来没有来访记录',
    en: 'No visit of the customer is recorded since the report',
  },
  'CRM-8.not-open': {
    status: 409,
    zh: '该报备{stateZh}，不能再确认到访',
    en: 'The report is {stateEn}: no visit confirms it any more',
  },
} satisfies Refusals;
