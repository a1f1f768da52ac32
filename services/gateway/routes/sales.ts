import * as sales from '#contracts/sales.js';
import { created, get, post } from './row.js';

const stage = (which: sales.ReviewStage) => ({ fixed: { stage: which } });

// prettier-ignore
export const salesRows = [
  post('/v1/units/{unitId}/subscriptions', 'subscription.make', sales.SubscribeUnit, '定购', 'Subscribe a unit', created),
  get('/v1/subscriptions/{subscriptionId}', 'report.desk', sales.SubscriptionById, '定购单', 'A subscription'),
  post('/v1/subscriptions/{subscriptionId}/contract', 'contract.sign', sales.SignContract, '签约', 'Sign the contract', created),
  get('/v1/contracts/{contractId}', 'report.desk', sales.ContractById, '合同', 'A contract'),
  get('/v1/projects/{projectId}/contracts', 'report.desk', sales.Contracts, '合同清单', 'Contracts of a project'),
  post('/v1/contracts/{contractId}/reviews/supervisor', 'contract.review-supervisor', sales.ReviewContract, '签约审核（主任）', 'Review as sales supervisor', stage('supervisor')),
  post('/v1/contracts/{contractId}/reviews/manager', 'contract.review-manager', sales.ReviewContract, '签约审核（经理）', 'Review as sales manager', stage('manager')),
  post('/v1/contracts/{contractId}/reviews/accounting', 'contract.review-accounting', sales.ReviewContract, '合同复核（会计主任）', 'Review as accounting supervisor', stage('accounting')),
  post('/v1/contracts/{contractId}/reviews/cfo', 'contract.review-cfo', sales.ReviewContract, '合同复核（财务总监）', 'Review as CFO', stage('cfo')),
  post('/v1/contracts/{contractId}/resubmission', 'contract.sign', sales.ResubmitContract, '退回合同重新送审', 'Send a returned contract into review again'),
  post('/v1/contracts/{contractId}/seal', 'contract.seal', sales.SealContract, '盖章', 'Seal a contract'),
  post('/v1/contracts/{contractId}/filing', 'filing.file', sales.FileContract, '送监证', 'Send a contract to the registry'),
  post('/v1/contracts/{contractId}/supplement', 'contract.sign', sales.SignSupplement, '签订补充合同', 'Sign the supplementary contract', created),
];
