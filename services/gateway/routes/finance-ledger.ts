import * as ledger from '#contracts/finance-ledger.js';
import { get, post, type Row } from './row.js';

// prettier-ignore
export const financeLedgerRows: Row[] = [
  get('/v1/projects/{projectId}/chart-of-accounts', 'report.finance', ledger.ChartOfAccounts, '会计科目表', 'Chart of accounts of a project'),
  get('/v1/projects/{projectId}/trial-balance', 'report.finance', ledger.TrialBalance, '试算平衡表', 'Trial balance of a project'),
  get('/v1/projects/{projectId}/ledger/{account}', 'report.finance', ledger.AccountLedger, '科目明细账', 'Ledger of one account'),
  get('/v1/journal-entries/{entryId}', 'report.finance', ledger.JournalEntryById, '记账凭证', 'An entry of the ledger as its voucher'),
  post('/v1/projects/{projectId}/vouchers/file', 'export.request', ledger.ExportVouchers, '导出凭证', 'Vouchers of a period as a file', { gives: 'file', alsoNeeds: 'report.finance' }),
];
