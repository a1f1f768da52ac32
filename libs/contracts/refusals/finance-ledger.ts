import type { Refusals } from './table.js';

export const financeLedgerRefusals = {
  'FIN-3.no-account': {
    status: 404,
    zh: '会计科目表中没有可记账的科目 {account}',
    en: 'The chart of accounts has no account {account} that entries are posted to',
  },
  'FIN-3.too-many-vouchers': {
    status: 409,
    zh: '所选期间有 {count} 条分录，一次最多导出 {linesMax} 条：请缩短期间，分次导出',
    en: 'The period has {count} lines, and a file has at most {linesMax}: take a shorter period',
  },
} satisfies Refusals;
