import type { Client } from '../../deploy/seed/client.ts';
import type { Stage } from '../stories/stage.ts';

type People = Record<string, Client>;
type Ids = Record<string, string>;

/** A receipt that Qian wrote today, for a deal of Zhao's; an earlier day of hers is closed, today is not (FIN-8). */
export async function receiptRecords(_: Stage, { sun, qian }: People, { projectId, amendmentId }: Ids): Promise<Ids> {
  const { contractId } = await sun!.get(`/v1/amendments/${amendmentId}`);
  const { subscriptionId } = await sun!.get(`/v1/contracts/${contractId}`);
  const paid = { payer: '林晓', amount: '1.00', method: 'cash' };
  const { receiptId } = await qian!.post(`/v1/deals/${subscriptionId}/receipts`, paid);
  await qian!.post(`/v1/projects/${projectId}/day-closes`, { day: '2026-01-01', countedCash: '0.00' });
  return { receiptId };
}
