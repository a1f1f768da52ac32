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
  'FIN-11.no-contract': {
    status: 409,
    zh: '房间 {unit} 没有有效合同，不能开具购房发票',
    en: 'Unit {unit} has no contract in force to invoice',
  },
  'FIN-11.unpaid': {
    status: 409,
    zh: '房间 {unit} 尚欠 {outstanding} 元，款项收清后方可开具购房发票',
    en: 'Unit {unit} still owes {outstanding}: the invoice comes when everything is paid',
  },
  'FIN-11.settlement-open': {
    status: 409,
    zh: '房间 {unit} 的面积差款尚未结算，不能开具购房发票',
    en: 'The area of unit {unit} has not been settled yet: the invoice comes after it',
  },
  'FIN-11.already-issued': {
    status: 409,
    zh: '房间 {unit} 已开具购房发票 {number}',
    en: 'Invoice {number} has already been issued for unit {unit}',
  },
  'FIN-11.confirmed': {
    status: 409,
    zh: '发票 {number} 已审核确认',
    en: 'Invoice {number} has already been confirmed',
  },
} satisfies Refusals;
