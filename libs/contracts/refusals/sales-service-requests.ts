import type { Refusals } from './table.js';

export const salesServiceRequestsRefusals = {
  'CRM-7.step': {
    status: 409,
    zh: '该客诉{stateZh}，不能{stepZh}',
    en: 'The request is {stateEn}: it cannot be {stepEn} now',
  },
  'CRM-7.other-assignee': {
    status: 403,
    zh: '该客诉已指派给他人答复；经理可改派',
    en: 'The request is assigned to somebody else; whoever assigns can give it to you',
  },
  'CRM-7.other-unit': {
    status: 400,
    zh: '房间不属于该项目',
    en: 'The unit is not one of the project',
  },
  'CRM-7.other-customer': {
    status: 400,
    zh: '客户不属于该项目',
    en: 'The customer is not one of the project',
  },
} satisfies Refusals;
