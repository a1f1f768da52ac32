const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const month = day.slice(0, 7);
const instant = new Date().toISOString();
const approve = { decision: 'approve' };
const reason = '另有安排';
const changes = { planId: '$planId' };
const weights = { calls: 20, visits: 20, customers: 20, subscriptions: 10, contracts: 10, moneyIn: 20 };

/** Bodies of the routes of selling besides those of the first home: see bodies.ts. */
export const sellingBodies: Record<string, object> = {
  'PUT /v1/projects/{projectId}/policy': { policy: { deposit: '20000.00' }, reason },
  'POST /v1/payment-plans/{planId}/end': { reason },
  'POST /v1/discounts/{discountId}/end': { reason },
  'POST /v1/buildings/{buildingId}/nodes': { code: 'N9', name: '主体封顶', plannedOn: day },
  'POST /v1/permits/{permitId}/suspension': { reason },
  'POST /v1/permits/{permitId}/resumption': { reason },
  'POST /v1/permits/{permitId}/filed-prices': { lines: [{ unitId: '$free', filedPrice: '90000000.00' }] },
  'POST /v1/nodes/{nodeId}/completion': { reachedOn: day, proof: '监理报告 9 号' },
  'POST /v1/projects/{projectId}/questionnaires': {
    questions: [{ code: 'why', text: '为何购买', kind: 'text', required: false }],
  },
  'POST /v1/subscriptions/{subscriptionId}/survey': {
    questionnaireId: '$questionnaireId',
    answers: [{ code: 'why', text: '近学校' }],
  },
  'POST /v1/contracts/{contractId}/commission-explanation': { reason },
  'POST /v1/service-requests': {
    ...{ projectId: '$projectId', customerId: '$customerId', kind: 'complaint', text: '电梯停运' },
  },
  'POST /v1/service-requests/{requestId}/assignment': { assigneeId: '$customerId' },
  'POST /v1/service-requests/{requestId}/answer': { text: '已修复' },
  'POST /v1/service-requests/{requestId}/closing': { word: '满意' },
  'POST /v1/service-requests/{requestId}/reopening': { word: '不满意' },
  'POST /v1/projects/{projectId}/teams': { name: '九组' },
  'POST /v1/teams/{teamId}/members': { personId: '$customerId', name: '某', from: day },
  'POST /v1/teams/{teamId}/members/{personId}/ending': { until: day, reason },
  'POST /v1/projects/{projectId}/targets': { month, subject: 'project', subjectId: '$projectId', calls: 10 },
  'POST /v1/projects/{projectId}/assessment-weights': { ...weights, reason },
  'POST /v1/projects/{projectId}/assessment-closings': { month },
  'POST /v1/projects/{projectId}/channel-partners': { name: '九州房产', rate: '0.01' },
  'POST /v1/channel-partners/{partnerId}/rules': { rate: '0.02', reason },
  'POST /v1/channel-partners/{partnerId}/ending': { reason },
  'POST /v1/channel-partners/{partnerId}/reports': { customerName: '何远', phone: '13911115555' },
  'POST /v1/channel-reports/{reportId}/visit': { customerId: '$customerId' },
  'POST /v1/units/{unitId}/reservations': { customerId: '$customerId', reason },
  'POST /v1/reservations/{reservationId}/extension': { reason },
  'POST /v1/reservations/{reservationId}/release': { reason },
  'POST /v1/reservations/{reservationId}/consents': { customerId: '$customerId', reason },
  'POST /v1/reservations/{reservationId}/consents/{customerId}/answer': { decision: 'consent' },
  'POST /v1/units/{unitId}/discount-approvals': {
    ...{ customerId: '$customerId', amount: '1000.00', reason, attachment: '批示单 9 号' },
  },
  'POST /v1/discount-approvals/{approvalId}/decision': approve,
  'POST /v1/contracts/{contractId}/amendments': { changes, reason },
  'POST /v1/amendments/{amendmentId}/reviews/supervisor': approve,
  'POST /v1/amendments/{amendmentId}/reviews/manager': approve,
  'POST /v1/amendments/{amendmentId}/reviews/accounting': approve,
  'POST /v1/amendments/{amendmentId}/reviews/cfo': approve,
  'POST /v1/amendments/{amendmentId}/resubmission': { changes, reason },
  'POST /v1/amendments/{amendmentId}/abandonment': { reason },
  'POST /v1/contracts/{contractId}/filing/cancellation': { reason },
  'POST /v1/contracts/{contractId}/filing/record': { submittedAt: instant },
  'POST /v1/contracts/{contractId}/filing/cancellation/record': { cancelledAt: instant },
  'POST /v1/projects/{projectId}/templates': {
    ...{ paper: 'supplement', title: '补充协议', blocks: [{ kind: 'heading', text: '补充协议' }] },
  },
  'POST /v1/contracts/{contractId}/withdrawals': { retain: '0.00', reason },
  'POST /v1/contract-withdrawals/{withdrawalId}/decision': approve,
  'POST /v1/units/{unitId}/quotations': { planId: '$planId', customerId: '$customerId' },
  'POST /v1/deals/{dealId}/deposit-decision': { decision: 'release', reason },
  'POST /v1/subscriptions/{subscriptionId}/keeps': { until: '2026-12-31', reason },
  'POST /v1/subscriptions/{subscriptionId}/referral': { reason },
  'POST /v1/subscriptions/{subscriptionId}/rename': { customerId: '$buyer', reason, attachment: '申请书 9 号' },
  'POST /v1/subscriptions/{subscriptionId}/swap': { unitId: '$free', reason, attachment: '申请书 9 号' },
  'POST /v1/subscription-changes/{changeId}/withdrawal': { reason },
  'POST /v1/subscriptions/{subscriptionId}/withdrawal': { reason, attachment: '申请书 9 号' },
  'POST /v1/subscriptions/{subscriptionId}/signing-delays': { until: '2027-06-30', reason },
  'POST /v1/signing-delays/{delayId}/approval': approve,
  'POST /v1/exchanges/{changeId}': { payer: '林晓' },
  'POST /v1/contracts/{contractId}/attachments': { unitId: '$spare' },
  'DELETE /v1/contracts/{contractId}/attachments/{unitId}': { reason },
};

/** What a question needs besides its path. */
export const queriesNeeded: Record<string, string> = {
  'GET /v1/projects/{projectId}/timeliness': `month=${month}`,
  'GET /v1/bank-accounts/{accountId}/reconciliation': `day=${day}`,
  'GET /v1/bank-accounts/{accountId}/reconciliation/workbook': `day=${day}`,
  'GET /v1/projects/{projectId}/scores': `month=${month}&subject=consultant`,
};
