import type { Refusals } from './table.js';

export const salesTakeoverRefusals = {
  'CON-1.takeover-not-checked': {
    status: 409,
    zh: '期初导入须先核对完毕且未执行，现为 {state}',
    en: 'A take-over is carried out once, after it was checked; it is {state}',
  },
  'CON-1.takeover-corrections-own': {
    status: 403,
    zh: '更正文件含客户资料，只交还给提交人',
    en: 'The corrections name customers: only who handed the table in gets them back',
  },
  'CON-1.takeover-moved-on': {
    status: 409,
    zh: '{number} 期初导入后已有后续业务（{what}），不能撤销导入',
    en: '{number} has moved on since it was taken over ({what}): the take-over stands',
  },
  'CON-1.not-taken-over': {
    status: 409,
    zh: '该交易不是期初导入的',
    en: 'This deal was not taken over from before',
  },
} satisfies Refusals;
