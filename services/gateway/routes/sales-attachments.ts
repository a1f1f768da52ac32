import * as attachments from '#contracts/sales-attachments.js';
import { created, get, post, remove, type Row } from './row.js';

// prettier-ignore
export const salesAttachmentsRows: Row[] = [
  post('/v1/contracts/{contractId}/attachments', 'contract.sign', attachments.TieUnit, '车位、储藏室附属于住宅合同', 'Tie a parking space or storage room to the contract of a home', created),
  get('/v1/contracts/{contractId}/attachments', 'report.desk', attachments.Attachments, '合同的附属房间', 'What is tied to a contract'),
  remove('/v1/contracts/{contractId}/attachments/{unitId}', 'contract.sign', attachments.UntieUnit, '解除附属', 'Untie a parking space or storage room'),
];
