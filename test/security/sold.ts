import { Client } from '../../deploy/seed/client.ts';
import type { Stack } from '../../deploy/local/stack.ts';
import { headings } from '../../deploy/seed/workbook.ts';
import { afterSigning } from '../stories/after-signing.ts';
import { contracted } from '../stories/contract.ts';
import { onSale, subscribed } from '../stories/home.ts';
import { Stage } from '../stories/stage.ts';
import { moneyRecords } from './money.ts';
import { sellingRecords } from './selling.ts';

/** The cast by login, and one record of each kind of a home that Zhao sold, from price list to title. */
export interface Sold {
  people: Record<string, Client>;
  ids: Record<string, string>;
}

/** Sells a home as in the story, by the whole cast, and tells every record's id by the name it has in paths. */
export async function soldHome(stack: Stack): Promise<Sold> {
  const people: Record<string, Client> = {};
  for (const person of stack.people) people[person.login] = await Client.signIn(stack.gatewayUrl, person);
  const stage = new Stage(people, () => undefined);
  const sale = await onSale(stage);
  const deal = await subscribed(stage, sale);
  const contract = await contracted(stage, deal);
  await afterSigning(stage, { ...sale, ...deal, ...contract });
  const { projectId, buildingId, discountId, plans, units } = sale;
  const unit = (code: string) => units.get(code)!.unitId;
  const [free, other, reserved] = [unit('3-1202'), unit('3-1203'), unit('3-1204')];
  const more = {
    reserved,
    second: unit('3-1205'),
    third: unit('3-1206'),
    ...{ waiting: unit('3-1207'), renamed: unit('3-1301'), delayed: unit('3-1302'), spare: unit('3-1303') },
    mortgagePlanId: plans.mortgage,
  };
  const ids = { projectId, buildingId, discountId, planId: plans.lumpSum, free, other, ...more, ...deal, ...contract };
  const came = { ...(await told(stage, ids)), ...(await asked(people, ids)), ...(await imported(stage, people, ids)) };
  const selling = await sellingRecords(stage, people, ids);
  const money = await moneyRecords(stage, people, { ...ids, ...came, ...selling });
  return { people, ids: { ...ids, ...came, ...selling, ...money, ...(await disputed(people, ids)) } };
}

/** An import that has a bad row to show. */
async function imported(stage: Stage, { sun }: Record<string, Client>, { projectId }: { projectId: string }) {
  const file = Buffer.from(`楼栋,${headings.join(',')}\n9`).toString('base64');
  const { importId } = await sun!.post(`/v1/projects/${projectId}/imports`, { kind: 'units', file });
  await stage.until('sun', 'import', `/v1/imports/${importId}/rows`, ({ items }) => items.length > 0);
  return { importId };
}

type Known = Record<'subscriptionId' | 'contractId' | 'unitId' | 'buildingId' | 'other', string>;

/** What came of the sale by itself, as those read it whose work it is. */
async function told(stage: Stage, { subscriptionId, contractId, unitId }: Known): Promise<Record<string, string>> {
  const deal = `/v1/deals/${subscriptionId}`;
  const mortgage = await stage.until('shen', 'mortgage', `${deal}/mortgage`, (body) => body.disbursements.length > 0);
  const handover = await stage.until('han', 'handover', `/v1/contracts/${contractId}/handover`, () => true);
  const account = await stage.until('qian', 'account', `${deal}/account`, (body) => body.invoice);
  const points = ({ event }: { event: string }) => event.startsWith('membership.points-advanced');
  const dossier = await stage.until('sun', 'dossier', `/v1/units/${unitId}/dossier?limit=200`, ({ items }) => {
    return items.some(points);
  });
  const { applicationId: pointsId, memberId } = dossier.items.find(points).facts;
  return {
    ...{ dealId: subscriptionId, applicationId: mortgage.applicationId, pointsId, memberId },
    ...{ disbursementId: mortgage.disbursements[0].disbursementId, settlementId: handover.settlementId },
    invoiceId: account.invoice.invoiceId,
  };
}

/** A change order and a refund that wait for their first check. */
async function asked({ sun, qian }: Record<string, Client>, { subscriptionId, buildingId, other }: Known) {
  const lines = [{ unitId: other, pricePerM2: '15000.00', floorPrice: '1000000.00' }];
  const order = { reason: '三批次调价', attachment: '批件-08.pdf', lines };
  const { priceChangeId } = await sun!.post(`/v1/buildings/${buildingId}/price-changes`, order);
  const deal = `/v1/deals/${subscriptionId}`;
  await qian!.post(`${deal}/receipts`, { payer: '林晓', amount: '100.00', method: 'cash' });
  const { refundId } = await sun!.post(`${deal}/refunds`, { amount: '60.00', reason: '多交' });
  return { priceChangeId, refundId };
}

/** Zhou enters Zhao's customer, which is refused and kept, and appeals (CRM-1); an export waits for its approval. */
async function disputed({ zhou, sun, zhao }: Record<string, Client>, { projectId }: { projectId: string }) {
  const who = { projectId, name: '林晓', phone: '13800001234', source: '来电', needs: '三房' };
  const { body } = await zhou!.ask('POST', '/v1/customers', { body: { ...who, firstEvent: { kind: 'first-call' } } });
  const { collisionId, customerId } = body.facts as { collisionId: string; customerId: string };
  const { appealId } = await zhou!.post(`/v1/customers/${customerId}/appeals`, { reason: '先接待' });
  const asking = { plain: false, reason: '月度分析' };
  const { exportId } = await sun!.post(`/v1/projects/${projectId}/customer-exports`, asking);
  await zhao!.post(`/v1/customers/${customerId}/unmasking`, { reason: '核对证件' });
  return { collisionId, appealId, exportId };
}
