import * as ledger from '#contracts/finance-ledger.js';
import { get, type Row } from './row.js';

// prettier-ignore
export const financeLedgerRows: Row[] = [
  get('/v1/projects/{projectId}/chart-of-accounts', 'report.finance', ledger.ChartOfAccounts, '会计科目表', 'Chart of accounts of a project'),
  get('/v1/projects/{projectId}/trial-balance', 'report.finance', ledger.TrialBalance, '试算平衡表', 'Trial balance of a project'),
];
