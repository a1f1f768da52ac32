import type { Refusals } from './table.js';

export const financeReceiptsRefusals = {
  'FIN-8.counted': {
    status: 400,
    zh: '{field}：实点现金 {countedCash} 不能为负',
    en: '{field}: {countedCash} cannot have been counted',
  },
  'FIN-8.cash-unexplained': {
    status: 409,
    zh: '实点现金与账面 {booked} 相差 {difference}，须说明原因',
    en: 'The cash counted differs from the {booked} that is booked by {difference}: give the reason',
  },
  'FIN-8.day-to-come': {
    status: 409,
    zh: '{day} 尚未到来（今天是 {today}），不能日结',
    en: '{day} has not come yet ({today}): it cannot be closed',
  },
  'FIN-8.earlier-open': {
    status: 409,
    zh: '{earlier} 尚未日结，须先日结该日，再结 {day}',
    en: 'Close {earlier} first: {day} comes after it',
  },
  'FIN-2.no-cheque': {
    status: 400,
    zh: '{field}：付款方式为 {method}，不能填支票号',
    en: '{field}: a payment by {method} has no cheque number',
  },
  'FIN-2.told-twice': {
    status: 400,
    zh: '{field}：每笔应收款只能指定一次，且不能同时用两种方式指定',
    en: '{field}: name each receivable once, and in one way only',
  },
  'FIN-2.more-than-owed': {
    status: 409,
    zh: '{field}：“{label}”指定 {amount}，只欠 {owed}',
    en: '{field}: {amount} for “{label}”, of which only {owed} is owed',
  },
  'FIN-2.more-than-paid': {
    status: 400,
    zh: '{field}：指定金额合计 {sum}，超过收款金额 {paid}',
    en: '{field}: {sum} is put to receivables, and only {paid} is paid',
  },
  'FIN-4.red-letter': {
    status: 409,
    zh: '{number} 是红字收据，不能作废或再红冲',
    en: 'Receipt {number} is a red-letter receipt: it is not taken back',
  },
  'FIN-4.voided': {
    status: 409,
    zh: '收据 {number} 已作废',
    en: 'Receipt {number} is voided',
  },
  'FIN-4.reversed': {
    status: 409,
    zh: '收据 {number} 已由红字收据 {redLetter} 冲销（红冲或换发）',
    en: 'Receipt {number} was taken back by red-letter receipt {redLetter}, reversed or exchanged',
  },
  'FIN-4.not-today': {
    status: 409,
    zh: '收据 {number} 开具于 {day}，只能当日作废；之后须红冲',
    en: 'Receipt {number} is of {day}: it is voided on its day only, and reversed by a red letter afterwards',
  },
  'FIN-4.exchanged-for': {
    status: 409,
    zh: '收据 {number} 为换发所得，不能作废，须红冲',
    en: 'Receipt {number} was issued in exchange: it is not voided, but reversed by a red letter',
  },
  'FIN-4.money-gone': {
    status: 409,
    zh: '收据 {number} 的款项已有 {gone} 元退还或没收，不能作废或红冲',
    en: '{gone} of the money of receipt {number} is refunded or forfeited: it cannot be taken back',
  },
  'FIN-4.money-pending': {
    status: 409,
    zh: '房间 {unit} 有 {pending} 元退款未办结，收据 {number} 不能作废或红冲',
    en: 'A refund of {pending} for unit {unit} is under way: receipt {number} cannot be taken back before it is decided',
  },
  'FIN-4.withdrawing': {
    status: 409,
    zh: '房间 {unit} 已办理退房，收据 {number} 不能作废或红冲',
    en: 'Unit {unit} is withdrawn from: receipt {number} cannot be taken back',
  },
  'FIN-8.day-closed': {
    status: 409,
    zh: '{day} 已日结，当日不能再收款或作废；次日办理，或由会计红冲',
    en: 'You closed {day}: no more receipts or voids on it; go on the next day, or let the accountant reverse',
  },
} satisfies Refusals;
