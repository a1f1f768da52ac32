import type { Refusals } from './table.js';

export const mortgageRefusals = {
  'MOR-1.unknown-paper': {
    status: 422,
    zh: '收件清单上没有：{unknown}。清单为：{known}',
    en: 'Not on the checklist: {unknown}. The checklist has: {known}',
  },
  'MOR-2.papers-missing': {
    status: 409,
    zh: '资料不齐，不能通过复核，缺：{missingZh}',
    en: 'Incomplete papers cannot pass; missing: {missingEn}',
  },
  'MOR-2.reason-missing': {
    status: 422,
    zh: '退回 {unit} 的按揭资料须写明原因',
    en: 'Papers of {unit} are returned with a reason',
  },
  'MOR-3.not-checked': {
    status: 409,
    zh: '{unit} 的按揭资料尚未复核通过，不能送审',
    en: 'The papers of {unit} have not passed the check and cannot go to the bank',
  },
  'MOR-3.no-bank': {
    status: 409,
    zh: '{unit} 尚未确定送审银行',
    en: 'No bank has been chosen for {unit}',
  },
  'MOR-3.not-filed': {
    status: 409,
    zh: '{unit} 的合同尚未监证，不能送审',
    en: 'The contract of {unit} is not filed yet, so its papers cannot go to the bank',
  },
  'MOR-4.wrong-state': {
    status: 409,
    zh: '申请现为“{stateZh}”，不能“{stepZh}”；须先为“{fromZh}”',
    en: 'The application is “{stateEn}”: to “{stepEn}” it must be “{fromEn}”',
  },
  'MOR-4.signed-in-future': {
    status: 422,
    zh: '客户签字日期 {signedOn} 还未到',
    en: 'The customer cannot have signed on {signedOn}, which is yet to come',
  },
  'MOR-5.not-payable': {
    status: 409,
    zh: '银行尚未批复，或申请已结束，不能登记放款',
    en: 'The bank has not approved, or the application has ended: no disbursement can be confirmed',
  },
  'MOR-5.confirmed': {
    status: 409,
    zh: '这笔放款 {amount} 元已登记过',
    en: 'This disbursement of {amount} has been confirmed already',
  },
  'MOR-5.over-loan': {
    status: 409,
    zh: '放款合计将超过贷款额：贷款 {loan}，已登记 {confirmed}，本笔 {amount}',
    en: 'The parts would exceed the loan: {loan}, of which {confirmed} are confirmed, and {amount} more',
  },
} satisfies Refusals;
