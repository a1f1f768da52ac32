import type { Refusals } from './table.js';

export const financeReconciliationRefusals = {
  'FIN-8.account-known': {
    status: 409,
    zh: '该银行账户已登记',
    en: 'This bank account is registered already',
  },
  'FIN-8.not-xml': {
    status: 400,
    zh: '文件不是可读的 XML（不接受 DOCTYPE）：{problem}',
    en: 'The file is no XML that can be read (a DOCTYPE is not accepted): {problem}',
  },
  'FIN-8.too-large': {
    status: 400,
    zh: 'XML 文件过大：最多 {elementsMax} 个元素、{depthMax} 层',
    en: 'The XML is too large: at most {elementsMax} elements, {depthMax} deep',
  },
  'FIN-8.not-camt': {
    status: 400,
    zh: '不是 CAMT.053 对账单（文件根元素 {root}）',
    en: 'This is no CAMT.053 statement (its root is {root})',
  },
  'FIN-8.camt-entry': {
    status: 400,
    zh: 'CAMT.053 第 {entry} 条缺少 {missing}',
    en: 'Entry {entry} of the CAMT.053 document lacks {missing}',
  },
  'FIN-8.two-accounts': {
    status: 400,
    zh: '文件中有多个账户的对账单，须分别导入',
    en: 'The file has statements of several accounts: import them apart',
  },
  'FIN-8.currency': {
    status: 400,
    zh: '账户为人民币，文件中有币种 {currency}',
    en: 'The account is in CNY, and the file says {currency}',
  },
  'FIN-8.headings': {
    status: 400,
    zh: '前 30 行中没有表头：须有“日期”，以及“借方/贷方”或“金额/借贷标志”',
    en: 'There are no headings in the first 30 rows: a day, and either out and in or an amount and its side',
  },
  'FIN-8.no-lines': { status: 400, zh: '对账单没有明细', en: 'The statement has no lines' },
  'FIN-8.bad-rows': {
    status: 400,
    zh: '{rejected} 行有误，未导入任何内容（第 {row} 行：{zh}）',
    en: '{rejected} rows are wrong, so nothing was taken in (row {row}: {en})',
  },
  'FIN-8.no-balance': {
    status: 400,
    zh: '对账单没有余额列：请在导入时填写期初和期末余额',
    en: 'The statement has no balances: give the opening and the closing balance with it',
  },
  'FIN-8.balance-broken': {
    status: 400,
    zh: '余额与明细不符（第 {row} 行）：应为 {expected}，对账单为 {stated}',
    en: 'Balances and lines do not add up (row {row}): it should be {expected}, and the statement says {stated}',
  },
  'FIN-8.other-account': {
    status: 400,
    zh: '对账单属于另一个账户',
    en: 'The statement is of another account',
  },
  'FIN-8.before-account': {
    status: 400,
    zh: '第 {row} 行 {day} 早于账户启用日 {since}',
    en: 'Row {row} is of {day}, before the account begins on {since}',
  },
  'FIN-8.line-late': {
    status: 409,
    zh: '第 {row} 行 {day} 为新明细，但截至 {checkedThrough} 已对账复核：须先撤销复核',
    en: 'Row {row} of {day} is new, and all to {checkedThrough} is checked: reopen that first',
  },
  'FIN-8.import-failed': {
    status: 500,
    zh: '对账单读入 {tries} 次均未完成，未导入任何内容',
    en: 'The statement was begun {tries} times and not finished; nothing was taken in',
  },
  'FIN-8.matched-already': {
    status: 409,
    zh: '其中有明细或收付款已对上，须先解除',
    en: 'One of them is matched already: end that match first',
  },
  'FIN-8.difference-unexplained': {
    status: 400,
    zh: '两边相差 {difference}，须写明原因',
    en: 'The sums differ by {difference}: say why',
  },
  'FIN-8.match-ended': { status: 409, zh: '该勾对已解除', en: 'This match was ended already' },
  'FIN-8.checked': {
    status: 409,
    zh: '截至 {day} 已对账复核，须先撤销复核',
    en: 'All to {day} is checked: reopen that first',
  },
  'FIN-8.item-early': {
    status: 409,
    zh: '{day} 的收付款早于账户启用日 {since}，已含在期初余额中',
    en: 'What the books have of {day} is before the account begins on {since}: it is in the opening balance',
  },
  'FIN-8.day-not-over': {
    status: 409,
    zh: '{day} 尚未结束，或早于账户启用日，不能提交对账复核',
    en: '{day} is not over yet, or is before the account begins: it is not submitted',
  },
  'FIN-8.check-waiting': {
    status: 409,
    zh: '该账户已有对账单待复核',
    en: 'A reconciliation of this account waits to be checked already',
  },
  'FIN-8.statement-missing': {
    status: 409,
    zh: '没有覆盖到 {day} 的对账单',
    en: 'There is no statement up to {day}',
  },
  'FIN-8.statement-gap': {
    status: 409,
    zh: '对账单不连续：截至 {day} 的明细与对账单期末余额不符，请补导缺少的对账单',
    en: 'Statements are missing: the lines up to {day} do not come to the closing balance',
  },
  'FIN-8.not-submitted': {
    status: 409,
    zh: '该对账不在待复核状态（{state}）',
    en: 'This reconciliation does not wait to be checked ({state})',
  },
  'FIN-8.reason-missing': { status: 400, zh: '退回须写明原因', en: 'Say why it is refused' },
  'FIN-8.unexplained': {
    status: 409,
    zh: '还有 {unexplained} 笔未达账项未说明',
    en: '{unexplained} differences are not explained yet',
  },
  'FIN-8.changed-since': {
    status: 409,
    zh: '提交后 {day} 的数据已有变化，须退回后重新提交',
    en: 'What was submitted for {day} has changed since: refuse it, and have it submitted again',
  },
  'FIN-8.not-the-last': {
    status: 409,
    zh: '只能撤销该账户最近一次通过的复核（{state}）',
    en: 'Only what was checked last is reopened ({state})',
  },
  'FIN-8.slip-known': {
    status: 409,
    zh: '缴款单 {slip} 已登记',
    en: 'The slip {slip} is recorded already',
  },
  'FIN-8.more-than-cash': {
    status: 409,
    zh: '缴存 {amount} 超过库存现金 {cash}',
    en: 'To deposit {amount} is more than the cash on hand ({cash})',
  },
} satisfies Refusals;
