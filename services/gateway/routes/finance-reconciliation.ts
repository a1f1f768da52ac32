import * as bank from '#contracts/finance-reconciliation.js';
import * as bankAccounts from '#contracts/finance-bank.js';
import * as matches from '#contracts/finance-matches.js';
import { created, file, get, post, type Row } from './row.js';

// prettier-ignore
export const financeReconciliationRows: Row[] = [
  post('/v1/projects/{projectId}/bank-accounts', 'reconciliation.import', bankAccounts.OpenBankAccount, '登记银行账户', 'Register a bank account', created),
  get('/v1/projects/{projectId}/bank-accounts', 'report.finance', bankAccounts.BankAccounts, '银行账户', 'Bank accounts of a project'),
  post('/v1/bank-accounts/{accountId}/statements', 'reconciliation.import', bankAccounts.ImportBankStatement, '导入银行对账单（csv、xlsx、CAMT.053，后台执行）', 'Import a bank statement, as a job', { status: 202, takes: 'file' }),
  get('/v1/bank-accounts/{accountId}/statements', 'report.finance', bankAccounts.Statements, '已导入对账单', 'Statements of an account'),
  get('/v1/bank-statements/{statementId}', 'report.finance', bankAccounts.StatementById, '对账单导入结果与错误明细', 'What came of a statement'),
  get('/v1/bank-accounts/{accountId}/lines', 'report.finance', bankAccounts.BankLines, '银行流水', 'Lines of an account'),
  post('/v1/bank-accounts/{accountId}/matching', 'reconciliation.import', matches.MatchBankLines, '自动对账（后台执行）', 'Match an account now', { status: 202 }),
  get('/v1/bank-accounts/{accountId}/suggestions', 'report.finance', matches.MatchSuggestions, '对账建议', 'What may belong together'),
  post('/v1/bank-accounts/{accountId}/matches', 'reconciliation.import', matches.MatchByHand, '手工勾对', 'Match by hand', created),
  get('/v1/bank-matches/{matchId}', 'report.finance', matches.MatchById, '勾对明细与理由', 'A match, its score and reasons'),
  post('/v1/bank-matches/{matchId}/end', 'reconciliation.import', matches.EndMatch, '解除勾对', 'End a match'),
  post('/v1/bank-differences/{differenceId}/explanation', 'reconciliation.import', matches.ExplainDifference, '说明未达账项', 'Explain a difference'),
  post('/v1/projects/{projectId}/cash-deposits', 'receipt.record', bankAccounts.DepositCash, '缴存现金', 'Take cash to the bank', created),
  get('/v1/bank-accounts/{accountId}/reconciliation', 'report.finance', bank.BankReconciliation, '银行存款余额调节表', 'What makes bank and books differ on a day'),
  get('/v1/bank-accounts/{accountId}/reconciliation/workbook', 'report.finance', bank.BankReconciliationWorkbook, '导出余额调节表', 'The same as a workbook', file),
  get('/v1/bank-accounts/{accountId}/reconciliations', 'report.finance', bank.Reconciliations, '对账复核记录', 'Reconciliations of an account'),
  post('/v1/bank-accounts/{accountId}/reconciliations', 'reconciliation.import', bank.SubmitReconciliation, '提交对账复核', 'Submit a reconciliation', created),
  post('/v1/reconciliations/{reconciliationId}/check', 'reconciliation.check', bank.CheckReconciliation, '对账复核', 'Check a reconciliation'),
  post('/v1/reconciliations/{reconciliationId}/reopening', 'reconciliation.check', bank.ReopenReconciliation, '撤销对账复核', 'Reopen what was checked last'),
];
