import type { Refusals } from './table.js';

export const financeFundsRefusals = {
  'FIN-12.account-exists': {
    status: 409,
    zh: '该楼栋（或项目）已有监管账户，或有待复核的开户',
    en: 'There is a supervised account for this already, or one that waits to be checked',
  },
  'FIN-12.not-open': {
    status: 409,
    zh: '{bank}的监管账户未启用或已注销（{state}）',
    en: 'The supervised account at {bank} is not open ({state})',
  },
  'FIN-12.terms-await-check': {
    status: 409,
    zh: '该账户已有待复核的监管方案',
    en: 'Other terms of this account wait to be checked',
  },
  'FIN-12.terms-checked': {
    status: 409,
    zh: '该监管方案已复核（{state}）',
    en: 'These terms were checked already ({state})',
  },
  'FIN-12.reason-missing': {
    status: 400,
    zh: '不予通过须写明原因',
    en: 'A refusal needs its reason',
  },
  'FIN-12.needs-too-much': {
    status: 400,
    zh: '各节点用款合计 {needed} 元，超过监管额度 {supervisedAmount} 元',
    en: 'The nodes need {needed} in all, more than the supervised amount of {supervisedAmount}',
  },
  'FIN-12.node-twice': {
    status: 400,
    zh: '同一节点只能填写一次',
    en: 'A node can have one need only',
  },
  'FIN-12.node-elsewhere': {
    status: 409,
    zh: '节点“{node}”不属于该账户的楼栋',
    en: 'Node “{node}” is not of the account’s building',
  },
  'FIN-12.over-releasable': {
    status: 409,
    zh: '可用款 {releasable} 元，其中在途申请 {pending} 元，尚可申请 {free} 元，不足 {amount} 元',
    en: '{releasable} can be released, {pending} of it is asked for: {free} is left, not {amount}',
  },
  'FIN-12.account-short': {
    status: 409,
    zh: '{bank}监管账户除在途用款外只有 {free} 元，不能支出 {amount} 元',
    en: 'The supervised account at {bank} has {free} beyond what is asked for: it cannot change by {amount}',
  },
  'FIN-12.release-checked': {
    status: 409,
    zh: '该用款申请已复核（{state}）',
    en: 'This release was checked already ({state})',
  },
  'FIN-12.not-registered': {
    status: 409,
    zh: '{bank}监管账户的楼栋尚未首次登记，不能注销',
    en: 'First registration has not been recorded: the account at {bank} cannot be closed',
  },
  'FIN-12.not-empty': {
    status: 409,
    zh: '{bank}监管账户尚有 {balance} 元，不能注销',
    en: 'The supervised account at {bank} still has {balance}: it cannot be closed',
  },
  'FIN-12.not-refused': {
    status: 409,
    zh: '只有被银行退回的才能重新送银行（{state}）',
    en: 'Only what the bank refused is sent again ({state})',
  },
  'FIN-12.bank-has-line': {
    status: 409,
    zh: '监管银行已联网，结果由银行回复，不由人工登记',
    en: 'The supervision bank answers by itself: nothing is typed in for it',
  },
  'FIN-12.settled': {
    status: 409,
    zh: '银行已有最终结果（{state}）',
    en: 'The bank’s last word is known already ({state})',
  },
  'FIN-12.not-checked': {
    status: 409,
    zh: '该用款申请尚未复核',
    en: 'This release has not been checked yet',
  },
  'FIN-12.day-to-come': {
    status: 400,
    zh: '{day} 尚未到，不能对账',
    en: '{day} is still to come',
  },
  'FIN-12.day-checked': {
    status: 409,
    zh: '{day} 的三方对账已复核',
    en: 'The matching of {day} was checked already',
  },
  'FIN-12.no-difference': {
    status: 409,
    zh: '该笔三方一致，没有差异',
    en: 'The three agree on it: there is nothing to explain',
  },
  'FIN-12.not-matched': {
    status: 409,
    zh: '{day} 的三方对账不能复核（{state}）',
    en: 'The matching of {day} is not to be checked ({state})',
  },
  'FIN-12.differences-open': {
    status: 409,
    zh: '{day} 尚有 {count} 笔差异未说明',
    en: '{count} differences of {day} are not explained yet',
  },
} satisfies Refusals;
