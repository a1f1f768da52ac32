import type { Client } from '../../deploy/seed/client.ts';
import type { Stage } from '../stories/stage.ts';

type People = Record<string, Client>;
type Ids = Record<string, string>;

/** What is still owed of a contract that Zhao signed, and a delay that is asked for it. */
export async function dunningRecords(stage: Stage, { sun }: People, { amendmentId }: Ids): Promise<Ids> {
  const { contractId } = await sun!.get(`/v1/amendments/${amendmentId}`);
  const { subscriptionId } = await sun!.get(`/v1/contracts/${contractId}`);
  const open = ({ kind, state }: { kind: string; state: string }) => kind === 'price' && state === 'open';
  const path = `/v1/deals/${subscriptionId}/account`;
  const { receivables } = await stage.until('sun', 'owed', path, (body) => body.receivables.some(open));
  const { receivableId } = receivables.find(open);
  const asked = { until: '2028-06-30', reason: '资金月底到账' };
  const { paymentDelayId } = await sun!.post(`/v1/receivables/${receivableId}/payment-delays`, asked);
  return { receivableId, paymentDelayId };
}
