import type { Refusals } from './table.js';

export const financeTakeoverRefusals = {
  'FIN-3.control-total': {
    status: 409,
    zh: '期初收款合计 {total} 与控制总数 {control} 不符，差额 {difference}，未入账',
    en: 'The receipts come to {total}, the control total is {control}: {difference} apart, nothing was booked',
  },
  'FIN-2.opening-not-checked': {
    status: 409,
    zh: '期初收款须先核对完毕且未执行，现为 {state}',
    en: 'Opening receipts are carried out once, after they were checked; this is {state}',
  },
  'FIN-2.opening-corrections-own': {
    status: 403,
    zh: '更正文件含付款人资料，只交还给提交人',
    en: 'The corrections name payers: only who handed the table in gets them back',
  },
} satisfies Refusals;
