import type { Refusals } from './table.js';

export const financeInvoicesRefusals = {
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
  'FIN-11.fields-missing': {
    status: 409,
    zh: '房间 {unit} 的发票缺少：{fieldsZh}',
    en: 'The invoice of unit {unit} lacks {fields}',
  },
  'FIN-11.vat-rate': {
    status: 409,
    zh: '项目设置的增值税率 {rate} 不在 0 与 1 之间',
    en: 'The VAT rate {rate} of the project is not between 0 and 1',
  },
  'FIN-11.amount-changed': {
    status: 409,
    zh: '发票 {number} 金额 {amount}，现合同价为 {now}：请更正后再审核',
    en: 'Invoice {number} is for {amount} and the price is now {now}: correct it first',
  },
  'FIN-11.not-now': {
    status: 409,
    zh: '发票 {number} {stateZh}，不能{stepZh}',
    en: 'Invoice {number} is {state}: one cannot {stepEn} it now',
  },
  'FIN-11.red-letter': {
    status: 409,
    zh: '{number} 是红字发票，不能交付，也不能再红冲',
    en: '{number} is a red letter: it is neither handed over nor taken back',
  },
  'FIN-11.red-under-way': {
    status: 409,
    zh: '发票 {number} 的红字发票 {red} 已在办理',
    en: 'Red letter {red} of invoice {number} is under way already',
  },
  'FIN-11.by-tax-office': {
    status: 409,
    zh: '本地税局联网，回执由系统查询，不手工登记',
    en: 'The tax office answers by itself here: nothing is typed in',
  },
  'FIN-11.number-taken': {
    status: 409,
    zh: '数电票号码 {number} 已属于发票 {other}',
    en: 'The tax number {number} is that of invoice {other}',
  },
  'FIN-11.answer-half': {
    status: 400,
    zh: '发票 {number} 的税局回执须有号码和开票日期',
    en: 'The tax office’s answer to invoice {number} needs its number and its day',
  },
  'FIN-11.reason-missing': {
    status: 400,
    zh: '请写明退回或拒绝的原因',
    en: 'Say why it is returned or refused',
  },
  'FIN-11.not-yet': {
    status: 400,
    zh: '交付日期 {collectedOn} 尚未到来',
    en: '{collectedOn} has not come yet',
  },
  'FIN-11.before-issue': {
    status: 400,
    zh: '交付日期 {collectedOn} 早于开票日期 {issuedOn}',
    en: '{collectedOn} is before {issuedOn}, when the invoice was issued',
  },
  'FIN-11.nothing-to-hand-over': {
    status: 409,
    zh: '{number} 尚未取得税局号码，或为红字发票，没有可签收的发票',
    en: '{number} has no tax number or is a red letter: there is nothing to hand over',
  },
} satisfies Refusals;
