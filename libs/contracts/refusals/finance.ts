import type { Refusals } from './table.js';

export const financeRefusals = {
  'SUB-3.cancelled': {
    status: 409,
    zh: '房间 {unit} 的定购已取消，不能再收款',
    en: 'The subscription of unit {unit} was cancelled: no more money is taken for it',
  },
  'FIN-2.not-owed': {
    status: 409,
    zh: '应收款 {receivable} 不属于本交易，或已结清',
    en: 'Receivable {receivable} is not open in this deal',
  },
  'MOR-5.loan-by-bank': {
    status: 409,
    zh: '“{label}”由银行放款支付，不由收款员收取',
    en: '“{label}” is paid by the bank, not at the cashier’s',
  },
  'FIN-5.exchange-first': {
    status: 409,
    zh: '房间 {unit} 为换房所得，收据换发前不能收款',
    en: 'Unit {unit} was swapped for: no money is taken for it before the receipts are exchanged',
  },
  'FIN-5.not-awaited': {
    status: 409,
    zh: '该更改不在待换发票据清单（{state}）',
    en: 'This change does not wait for its receipts to be exchanged ({state})',
  },
  'FIN-5.not-subscribed': {
    status: 409,
    zh: '房间 {unit} 的定购已签约或已取消，不能换发收据',
    en: 'Unit {unit} is contracted or cancelled: its receipts are not exchanged',
  },
  'FIN-5.refund-pending': {
    status: 409,
    zh: '房间 {unit} 有 {pending} 元退款申请未办结，办结后才能换发收据',
    en: '{pending} of the money of unit {unit} is asked back: its receipts are exchanged once that is decided',
  },
  'FIN-5.payer-missing': {
    status: 400,
    zh: '更名换发收据须填写新的付款人',
    en: 'Name the payer of the new receipts of a rename',
  },
  'SUB-2.not-forfeitable': {
    status: 409,
    zh: '房间 {unit} 所交为{typeZh}，不能没收：只有定金可以没收',
    en: 'What was paid for unit {unit} is {typeEn}: only a legal deposit can be forfeited',
  },
  'SUB-2.price-unknown': {
    status: 409,
    zh: '房间 {unit} 没有成交价记录，不能计算可没收的定金',
    en: 'The price of unit {unit} is not known here: what may be forfeited cannot be computed',
  },
  'SUB-2.forfeit-share': {
    status: 409,
    zh: '房间 {unit} 拟没收 {amount}，超过总价的20%（{most}）',
    en: 'To forfeit {amount} for unit {unit} is more than 20% of the price ({most})',
  },
  'SUB-4.more-than-paid': {
    status: 409,
    zh: '房间 {unit} 拟没收 {amount}，已交定金只有 {paid}',
    en: 'To forfeit {amount} for unit {unit} is more than the {paid} that was paid of the deposit',
  },
  'SUB-4.not-short': {
    status: 409,
    zh: '房间 {unit} 的定金没有欠交，不能没收或取消',
    en: 'The deposit of unit {unit} is not short: it is neither forfeited nor given back',
  },
  'SUB-4.not-referred': {
    status: 409,
    zh: '房间 {unit} 的定金未报送财务，或已有结论',
    en: 'The deposit of unit {unit} does not wait for a decision of finance',
  },
  'SUB-6.withdrawing': {
    status: 409,
    zh: '房间 {unit} 正在办理退房，不能收款或另行退款',
    en: 'Unit {unit} is being withdrawn: no money is taken for it, and no other refund is asked',
  },
  'FIN-6.more-than-held': {
    status: 409,
    zh: '申请退款 {amount} 元，客户可退余额只有 {held} 元',
    en: 'A refund of {amount} was asked for, but only {held} is held and free to be given back',
  },
  'FIN-6.decided': {
    status: 409,
    zh: '该退款申请已有结论（{state}）',
    en: 'This refund has already been decided ({state})',
  },
  'FIN-6.reason-missing': {
    status: 400,
    zh: '拒绝退款须写明原因',
    en: 'Give the reason for which the refund is refused',
  },
  'FIN-6.not-approved': {
    status: 409,
    zh: '退款未经批准，不能支付（{state}）',
    en: 'Only an approved refund can be paid; this one is {state}',
  },
} satisfies Refusals;
