import * as handover from '#contracts/handover.js';
import { created, get, post } from './row.js';

// prettier-ignore
export const handoverRows = [
  post('/v1/contracts/{contractId}/handover', 'handover.request', handover.RequestHandover, '接楼申请', 'Take a unit into handover', created),
  post('/v1/contracts/{contractId}/handover/notice', 'handover.do', handover.GiveNotice, '接楼通知', 'Give the handover notice'),
  post('/v1/contracts/{contractId}/handover/inspection', 'handover.do', handover.RecordInspection, '验房', 'Record the inspection'),
  post('/v1/contracts/{contractId}/handover/keys', 'handover.do', handover.HandKeys, '交钥匙', 'Hand over the keys'),
  post('/v1/contracts/{contractId}/handover/check', 'handover.check', handover.CheckHandover, '接楼复核', 'Check the handover'),
  get('/v1/contracts/{contractId}/handover', 'report.desk', handover.HandoverByContract, '接楼情况', 'The handover of a contract'),
  get('/v1/projects/{projectId}/handovers', 'report.desk', handover.Handovers, '接楼清单', 'Handovers of a project'),
  post('/v1/contracts/{contractId}/certified-area', 'title.enter', handover.EnterCertifiedArea, '录入实测面积', 'Enter the certified area', created),
  post('/v1/settlements/{settlementId}/check', 'title.check', handover.CheckCertifiedArea, '产权复核', 'Check the certified area'),
  post('/v1/settlements/{settlementId}/verification', 'title.settlement-verify', handover.VerifySettlement, '面积差款复核', 'Verify the area settlement'),
  get('/v1/settlements/{settlementId}', 'report.desk', handover.SettlementById, '面积差结算', 'An area settlement'),
  post('/v1/contracts/{contractId}/title', 'title.apply', handover.ApplyTitle, '办理产权', 'Apply for title', created),
  post('/v1/contracts/{contractId}/title/collection', 'title.apply', handover.CollectCertificate, '领取产权证', 'The customer collected the certificate'),
];
