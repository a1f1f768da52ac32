import * as contracts from '#contracts/sales-contracts.js';
import type { ReviewStage } from '#contracts/sales.js';
import { created, file, get, post, type Row } from './row.js';

const stage = (which: ReviewStage) => ({ fixed: { stage: which } });

// prettier-ignore
export const salesContractsRows: Row[] = [
  post('/v1/units/{unitId}/discount-approvals', 'discount.request', contracts.RequestDiscount, '优惠申请', 'Ask for a discount beyond the standard', created),
  post('/v1/discount-approvals/{approvalId}/decision', 'discount.approve', contracts.DecideDiscount, '优惠审批', 'Approve or refuse a discount'),
  get('/v1/discount-approvals/{approvalId}', 'report.desk', contracts.DiscountById, '优惠批示单', 'A discount approval'),
  get('/v1/projects/{projectId}/discount-approvals', 'report.desk', contracts.DiscountApprovals, '优惠批示单清单', 'Discount approvals of a project'),
  post('/v1/contracts/{contractId}/amendments', 'contract.change', contracts.DraftAmendment, '起草合同变更', 'Draft an amendment beside the contract', created),
  get('/v1/amendments/{amendmentId}', 'report.desk', contracts.AmendmentById, '合同变更', 'An amendment'),
  get('/v1/projects/{projectId}/amendments', 'report.desk', contracts.Amendments, '合同变更清单', 'Amendments of a project, by state and stage'),
  post('/v1/amendments/{amendmentId}/reviews/supervisor', 'contract.review-supervisor', contracts.ReviewAmendment, '变更审核（主任）', 'Review an amendment as sales supervisor', stage('supervisor')),
  post('/v1/amendments/{amendmentId}/reviews/manager', 'contract.review-manager', contracts.ReviewAmendment, '变更审核（经理）', 'Review an amendment as sales manager', stage('manager')),
  post('/v1/amendments/{amendmentId}/reviews/accounting', 'contract.review-accounting', contracts.ReviewAmendment, '变更复核（会计主任）', 'Review an amendment as accounting supervisor', stage('accounting')),
  post('/v1/amendments/{amendmentId}/reviews/cfo', 'contract.review-cfo', contracts.ReviewAmendment, '变更复核（财务总监）', 'Review an amendment as CFO', stage('cfo')),
  post('/v1/amendments/{amendmentId}/resubmission', 'contract.change', contracts.ResubmitAmendment, '退回变更重新送审', 'Send a returned amendment into review again'),
  post('/v1/amendments/{amendmentId}/abandonment', 'contract.change', contracts.AbandonAmendment, '放弃合同变更', 'Give an amendment up'),
  get('/v1/contracts/{contractId}/versions', 'report.desk', contracts.ContractVersions, '合同各版本', 'Every approved version of a contract'),
  get('/v1/contracts/{contractId}/versions/{version}', 'report.desk', contracts.ContractVersionByNumber, '合同某一版本', 'One version of a contract'),
  post('/v1/contracts/{contractId}/filing/cancellation', 'filing.file', contracts.CancelFiling, '注销监证', 'Have the registry cancel a filing'),
  post('/v1/contracts/{contractId}/withdrawals', 'contract.withdraw-request', contracts.RequestContractWithdrawal, '退房申请', 'Ask for a contract to be withdrawn', created),
  post('/v1/contract-withdrawals/{withdrawalId}/decision', 'contract.withdraw-approve', contracts.DecideContractWithdrawal, '退房审批', 'Approve or refuse a withdrawal'),
  post('/v1/contract-withdrawals/{withdrawalId}/execution', 'contract.withdraw-execute', contracts.ExecuteContractWithdrawal, '退房执行', 'Execute a withdrawal'),
  get('/v1/contract-withdrawals/{withdrawalId}', 'report.desk', contracts.ContractWithdrawalById, '退房', 'A withdrawal of a contract'),
  post('/v1/contracts/{contractId}/filing/record', 'filing.file', contracts.RecordFiling, '监证登记录入', 'Enter what a registry without a line answered'),
  post('/v1/contracts/{contractId}/filing/cancellation/record', 'filing.file', contracts.RecordFilingCancellation, '监证注销录入', 'Enter that such a registry cancelled the filing'),
  post('/v1/projects/{projectId}/templates', 'unit.set-up', contracts.DefineTemplate, '套打样本', 'A new version of a sample of a paper', created),
  get('/v1/projects/{projectId}/templates', 'report.desk', contracts.Templates, '套打样本清单', 'Samples of papers in force'),
  get('/v1/subscriptions/{subscriptionId}/pdf', 'report.desk', contracts.SubscriptionPdf, '打印定购协议', 'The subscription agreement as PDF', file),
  get('/v1/contracts/{contractId}/pdf', 'report.desk', contracts.ContractPdf, '打印合同', 'The contract as PDF', file),
  get('/v1/contracts/{contractId}/versions/{version}/pdf', 'report.desk', contracts.VersionPdf, '打印合同版本', 'A version of the contract as PDF', file),
  get('/v1/contracts/{contractId}/supplement/pdf', 'report.desk', contracts.SupplementPdf, '打印补充协议', 'The supplementary agreement as PDF', file),
];
