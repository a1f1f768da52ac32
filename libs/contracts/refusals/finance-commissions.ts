import type { Refusals } from './table.js';

export const financeCommissionsRefusals = {
  'FIN-13.not-yet': {
    status: 409,
    zh: '{until} 尚未到，佣金最多结算至今天（{today}）',
    en: '{until} is not there yet: commissions are settled until today ({today}) at the latest',
  },
  'FIN-13.settled-until': {
    status: 409,
    zh: '佣金已结算至 {last}，请选择其后的日期',
    en: 'Commissions are settled until {last} already: choose a later day',
  },
  'FIN-13.nothing-to-settle': {
    status: 409,
    zh: '截至 {until} 没有待结算的佣金',
    en: 'No commission waits to be settled until {until}',
  },
  'FIN-13.period-paid': {
    status: 409,
    zh: '截至 {until} 的佣金已发放',
    en: 'The commissions until {until} are paid already',
  },
} satisfies Refusals;
