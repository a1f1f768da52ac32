import type { Client } from '../../deploy/seed/client.ts';
import { contracted } from '../stories/contract.ts';
import type { Stage } from '../stories/stage.ts';

type People = Record<string, Client>;
type Ids = Record<string, string>;

/** A record of each kind that selling makes besides the first home's, each by whose work it is. */
export async function sellingRecords(stage: Stage, people: People, ids: Ids): Promise<Ids> {
  return {
    ...(await terms(people, ids)),
    ...(await desk(people, ids)),
    ...(await contractChanged(stage, people, ids)),
    ...(await opened(people, ids)),
    ...(await changed(stage, people, ids)),
  };
}

async function terms(
  { li, sun, zhao }: People,
  { projectId, buildingId, free, planId, customerId }: Ids,
): Promise<Ids> {
  const node = { code: 'N1', name: '正负零', plannedOn: '2027-01-01' };
  const { nodeId } = await sun!.post(`/v1/buildings/${buildingId}/nodes`, node);
  const { quotationId } = await zhao!.post(`/v1/units/${free}/quotations`, { planId, customerId });
  const asked = { customerId, amount: '1000.00', reason: '老业主', attachment: '批示单 1 号' };
  const { approvalId } = await zhao!.post(`/v1/units/${free}/discount-approvals`, asked);
  const { items: permits } = await li!.get(`/v1/projects/${projectId}/permits`);
  const { permitId } = permits[0];
  return { nodeId, quotationId, approvalId, permitId, projectId: projectId! };
}

async function desk({ li, zhu, zhao, sun }: People, { projectId, customerId, reserved }: Ids): Promise<Ids> {
  const at = `/v1/projects/${projectId}`;
  const questions = [{ code: 'why', text: '为何购买', kind: 'text', required: false }];
  const { questionnaireId } = await li!.post(`${at}/questionnaires`, { questions });
  const complaint = { projectId, customerId, kind: 'complaint', text: '看房等候过久' };
  const { requestId } = await zhu!.post('/v1/service-requests', complaint);
  const { teamId } = await li!.post(`${at}/teams`, { name: '一组' });
  const partner = { name: '安居中介', rate: '0.01' };
  const { partnerId } = await li!.post(`${at}/channel-partners`, partner);
  const reported = { customerName: '何至', phone: '13911116666' };
  const { reportId } = await zhao!.post(`/v1/channel-partners/${partnerId}/reports`, reported);
  const { reservationId } = await li!.post(`/v1/units/${reserved}/reservations`, {
    ...{ beneficiary: '何方', reason: '关系户' },
  });
  await sun!.post(`/v1/reservations/${reservationId}/consents`, { customerId, reason: '核对' });
  const { exportId } = await sun!.post(`${at}/customer-exports`, { plain: false, reason: '月度核对' });
  return { questionnaireId, requestId, teamId, partnerId, reportId, reservationId, exportId };
}

/** A unit that waits for its opening, and an attempt before the bell (OPEN-1). */
async function opened({ li, zhao }: People, { projectId, planId, customerId, waiting }: Ids): Promise<Ids> {
  const [opensAt, endsAt] = [1, 9].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
  const opening = { name: '首开', mode: 'first-come', opensAt, endsAt, unitIds: [waiting] };
  const { openingId } = await li!.post(`/v1/projects/${projectId}/openings`, opening);
  const { body } = await zhao!.ask('POST', `/v1/units/${waiting}/subscriptions`, { body: { customerId, planId } });
  return { openingId, attemptId: body.facts.attemptId as string };
}

/** One subscription that is being renamed, one whose signing is to be delayed (SUB-5, SUB-7). */
async function changed(stage: Stage, people: People, ids: Ids): Promise<Ids> {
  const { sun, zhao } = people;
  const who = { projectId: ids.projectId, name: '何往', phone: '13911117777', source: '来访', needs: '三房' };
  const { customerId } = await zhao!.post('/v1/customers', { ...who, firstEvent: { kind: 'first-visit' } });
  const renamed = await effective(stage, people, ids, ids.renamed!);
  const asked = { customerId, reason: '家庭内部更名', attachment: '申请书 1 号' };
  const { changeId } = await sun!.post(`/v1/subscriptions/${renamed}/rename`, asked);
  const delayed = await effective(stage, people, ids, ids.delayed!);
  const delay = { until: '2027-06-30', reason: '境外公证' };
  const { delayId } = await zhao!.post(`/v1/subscriptions/${delayed}/signing-delays`, delay);
  return { changeId, delayId, buyer: customerId };
}

/** A subscription whose deposit is in, for what is done before the contract. */
async function effective(
  stage: Stage,
  { zhao, qian }: People,
  { customerId, planId }: Ids,
  unitId: string,
): Promise<string> {
  const { subscriptionId } = await zhao!.post(`/v1/units/${unitId}/subscriptions`, { customerId, planId });
  const account = `/v1/deals/${subscriptionId}`;
  await stage.until('qian', 'owed', `${account}/account`, ({ outstanding }) => outstanding === '20000.00');
  await qian!.post(`${account}/receipts`, { payer: '林晓', amount: '20000.00', method: 'card' });
  await stage.until('zhao', 'effective', `/v1/subscriptions/${subscriptionId}`, ({ state }) => state === 'effective');
  return subscriptionId;
}

/** Two contracts more: one with an amendment drafted beside it, one whose withdrawal is asked for. */
async function contractChanged(stage: Stage, people: People, ids: Ids): Promise<Ids> {
  const [amended, withdrawn] = [
    await sealedContract(stage, people, ids, ids.second!),
    await sealedContract(stage, people, ids, ids.third!),
  ];
  const draft = { changes: { planId: ids.planId }, reason: '改为一次性付款' };
  const { amendmentId } = await people.zhao!.post(`/v1/contracts/${amended}/amendments`, draft);
  const asked = { retain: '0.00', reason: '资金安排有变' };
  const { withdrawalId } = await people.zhao!.post(`/v1/contracts/${withdrawn}/withdrawals`, asked);
  return { amendmentId, withdrawalId, version: '1' };
}

async function sealedContract(stage: Stage, people: People, ids: Ids, unitId: string): Promise<string> {
  const subscriptionId = await effective(stage, people, { ...ids, planId: ids.mortgagePlanId! }, unitId);
  const deal = { unitId, customerId: ids.customerId!, subscriptionId, dealPrice: '' };
  return (await contracted(stage, deal)).contractId;
}
