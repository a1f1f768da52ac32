import * as takeover from '#contracts/finance-takeover.js';
import { file, get, post, type Row } from './row.js';

// prettier-ignore
export const financeTakeoverRows: Row[] = [
  post('/v1/projects/{projectId}/opening-receipts', 'reconciliation.import', takeover.HandInOpeningReceipts, '期初收款导入：提交并核对', 'Hand in opening receipts, to be checked as a job', { status: 202, takes: 'file' }),
  get('/v1/projects/{projectId}/opening-receipts', 'report.finance', takeover.OpeningReceiptTakeovers, '期初收款导入记录', 'Take-overs of receipts'),
  get('/v1/projects/{projectId}/opening-receipts/template', 'report.finance', takeover.OpeningReceiptTemplate, '期初收款导入模板', 'The workbook for opening receipts', file),
  get('/v1/opening-receipts/{openingReceiptsId}', 'report.finance', takeover.OpeningReceiptsById, '期初收款导入进度与期初试算平衡', 'How far opening receipts are, and their trial balance'),
  get('/v1/opening-receipts/{openingReceiptsId}/rows', 'report.finance', takeover.OpeningReceiptRows, '期初收款导入错误明细', 'The bad rows of opening receipts'),
  get('/v1/opening-receipts/{openingReceiptsId}/corrections', 'report.finance', takeover.OpeningReceiptCorrections, '期初收款导入更正文件', 'The bad rows as a workbook to correct', file),
  post('/v1/opening-receipts/{openingReceiptsId}/execution', 'reconciliation.check', takeover.CarryOutOpeningReceipts, '期初收款导入：另一人执行', 'Book opening receipts that were checked', { status: 202 }),
];
