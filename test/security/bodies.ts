import { moneyBodies } from './bodies-money.ts';
import { sellingBodies } from './bodies-selling.ts';

const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const approve = { decision: 'approve' };
const assignments = [{ role: 'consultant', projects: ['$projectId'] }];
const clauses = {
  ...{ buyerLateRate: '0.0005', buyerGraceDays: 30, sellerLateRate: '0.0005', sellerGraceDays: 30 },
  ...{ handoverBy: '2028-12-31', handoverNoticeDays: 10, areaMethod: 'building' },
};
const soon = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const line = { label: '全款', share: '1', kind: 'price', dueDaysAfterSigning: 0 };

/**
 * A body that fits the contract of each route that has one, so that nothing but the right to the record is in
 * question. `$projectId` is the record of that name.
 */
export const bodies: Record<string, object> = {
  ...sellingBodies,
  ...moneyBodies,
  'POST /v1/people/{personId}/lock': { reason: '离职' },
  'PUT /v1/people/{personId}/assignments': { assignments, reason: '转岗' },
  'POST /v1/projects/{projectId}/buildings': { code: '9', name: '9号楼', file: 'UEsDBA==' },
  'POST /v1/projects/{projectId}/imports': { kind: 'units', file: 'UEsDBA==' },
  'POST /v1/projects/{projectId}/price-change-imports': { reason: '调价', attachment: '批件.pdf', file: 'UEsDBA==' },
  'POST /v1/projects/{projectId}/buildings/generated': {
    ...{ code: '8', name: '8号楼', floors: { from: 1, to: 2 }, floorPrice: { rate: '0.9' } },
    positions: [
      {
        ...{ suffix: '01', layout: '三室', orientation: '南', use: '住宅', pricingBasis: 'building' },
        ...{ buildingArea: '89.50', innerArea: '71.60', pricePerM2: '21000.00' },
      },
    ],
  },
  'PUT /v1/units/{unitId}': { reason: '更正', layout: '四室' },
  'POST /v1/units/{unitId}/removal': { reason: '取消' },
  'POST /v1/buildings/{buildingId}/verification': { decision: 'verify' },
  'POST /v1/projects/{projectId}/permits': { number: '预字第9号', issuedOn: day, buildingIds: ['$buildingId'] },
  'POST /v1/projects/{projectId}/payment-plans': { code: 'P9', name: '全款', kind: 'lump-sum', lines: [line] },
  'POST /v1/projects/{projectId}/discounts': { code: 'D9', name: '九折', rate: '0.9', order: 9 },
  'POST /v1/units/{unitId}/withholding': { reason: '样板间' },
  'POST /v1/units/{unitId}/release': { reason: '恢复' },
  'POST /v1/buildings/{buildingId}/price-changes': {
    ...{ reason: '调价', attachment: '批件.pdf' },
    lines: [{ unitId: '$free', pricePerM2: '15000.00', floorPrice: '1000000.00' }],
  },
  'POST /v1/price-changes/{priceChangeId}/review': approve,
  'POST /v1/price-changes/{priceChangeId}/approval': approve,
  'POST /v1/customers': {
    ...{ projectId: '$projectId', name: '何方', phone: '13911112222', source: '来电', needs: '两房' },
    firstEvent: { kind: 'first-call' },
  },
  'POST /v1/customers/{customerId}/events': { kind: 'call' },
  'POST /v1/customers/{customerId}/phones': { phone: '13911114444' },
  'POST /v1/projects/{projectId}/customer-matches': { phone: '13800001234' },
  'POST /v1/customers/{customerId}/unmasking': { reason: '核对证件' },
  'POST /v1/projects/{projectId}/customer-exports': { plain: false, reason: '月度分析' },
  'POST /v1/customer-exports/{exportId}/approval': approve,
  'POST /v1/customers/{customerId}/appeals': { reason: '先接待' },
  'POST /v1/collisions/{collisionId}/decision': { for: 'first', reason: '先录入' },
  'POST /v1/appeals/{appealId}/decision': { decision: 'reject', reason: '先录入' },
  'POST /v1/projects/{projectId}/reassignments': { customerIds: ['$customerId'], toId: '$customerId', reason: '离职' },
  'POST /v1/projects/{projectId}/openings': {
    ...{ name: '二开', mode: 'first-come', opensAt: soon(2), endsAt: soon(9), unitIds: ['$other'] },
  },
  'POST /v1/openings/{openingId}/cancellation': { reason: '改期' },
  'POST /v1/openings/{openingId}/rehearsals': { opensAt: soon(1), endsAt: soon(2) },
  'POST /v1/openings/{openingId}/units/{unitId}/attempts': { customerId: '$customerId' },
  'PUT /v1/openings/{openingId}/favourites/{customerId}': { unitIds: [] },
  'POST /v1/openings/{openingId}/participants': { customerIds: ['$customerId'] },
  'POST /v1/units/{unitId}/subscriptions': { customerId: '$customerId', planId: '$planId' },
  'POST /v1/subscriptions/{subscriptionId}/contract': { clauses },
  'POST /v1/contracts/{contractId}/resubmission': { clauses, reason: '更正' },
  'POST /v1/contracts/{contractId}/reviews/supervisor': approve,
  'POST /v1/contracts/{contractId}/reviews/manager': approve,
  'POST /v1/contracts/{contractId}/reviews/accounting': approve,
  'POST /v1/contracts/{contractId}/reviews/cfo': approve,
  'POST /v1/deals/{dealId}/receipts': { payer: '林晓', amount: '1.00', method: 'cash' },
  'POST /v1/deals/{dealId}/refunds': { amount: '1.00', reason: '多交' },
  'POST /v1/refunds/{refundId}/approval': approve,
  'POST /v1/mortgages/{applicationId}/papers': { papers: [{ code: 'id-card', copies: 1 }] },
  'POST /v1/mortgages/{applicationId}/check': { decision: 'pass' },
  'POST /v1/mortgages/{applicationId}/bank': { bank: '北方银行' },
  'POST /v1/mortgages/{applicationId}/customer-signature': { signedOn: day },
  'POST /v1/contracts/{contractId}/handover/notice': { noticeOn: day, proof: 'EMS 1' },
  'POST /v1/contracts/{contractId}/handover/inspection': { inspectedOn: day, items: [{ item: '门', passed: true }] },
  'POST /v1/contracts/{contractId}/handover/keys': { handedOn: day, keys: 1, signedForBy: '林晓' },
  'POST /v1/contracts/{contractId}/certified-area': { buildingArea: '90.00', innerArea: '72.00' },
  'POST /v1/contracts/{contractId}/title': { papers: ['合同'] },
  'POST /v1/contracts/{contractId}/title/collection': { collectedOn: day, collectedBy: '林晓' },
  'POST /v1/members': { projectId: '$projectId', name: '何邻', phone: '13911113333' },
  'POST /v1/points': { card: 'M00000001', contractId: '$contractId' },
  'POST /v1/points/{applicationId}/approval': approve,
};
