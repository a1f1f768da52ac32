import * as takeover from '#contracts/sales-takeover.js';
import { file, get, post, type Row } from './row.js';

// prettier-ignore
export const salesTakeoverRows: Row[] = [
  post('/v1/projects/{projectId}/old-deals', 'unit.set-up', takeover.HandInOldDeals, '旧合同期初导入：提交并核对', 'Hand in old deals, to be checked as a job', { status: 202, takes: 'file' }),
  get('/v1/projects/{projectId}/old-deals', 'unit.read', takeover.OldDealTakeovers, '旧合同期初导入记录', 'Take-overs of old deals'),
  get('/v1/projects/{projectId}/old-deals/template', 'unit.read', takeover.OldDealTemplate, '旧合同期初导入模板', 'The workbook for old deals', file),
  get('/v1/old-deals/{takeoverId}', 'unit.read', takeover.OldDealsById, '旧合同期初导入进度与结果', 'How far a take-over of old deals is'),
  get('/v1/old-deals/{takeoverId}/rows', 'unit.read', takeover.OldDealRows, '旧合同期初导入错误明细', 'The bad rows of a take-over'),
  get('/v1/old-deals/{takeoverId}/corrections', 'unit.read', takeover.OldDealCorrections, '旧合同期初导入更正文件', 'The bad rows as a workbook to correct', file),
  post('/v1/old-deals/{takeoverId}/execution', 'unit.verify', takeover.CarryOutOldDeals, '旧合同期初导入：另一人执行', 'Carry out a take-over that was checked', { status: 202 }),
  post('/v1/subscriptions/{subscriptionId}/takeover-reversal', 'unit.verify', takeover.TakeBackOldDeal, '撤销一笔期初导入的交易', 'Take back a deal that was taken over wrongly'),
];
