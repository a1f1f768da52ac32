import type { Client } from '../../deploy/seed/client.ts';
import type { Stage } from '../stories/stage.ts';

type People = Record<string, Client>;
type Ids = Record<string, string>;

/** A supervised account with money, terms and a release that wait to be checked, a booking, a day matched (FIN-12). */
export async function fundsRecords(stage: Stage, { zheng, wang, qian }: People, ids: Ids): Promise<Ids> {
  const { projectId, buildingId, dealId } = ids;
  const terms = { supervisedAmount: '100.00', needs: [], attachment: '监管协议' };
  const account = { buildingId, bank: '建设银行', accountNumber: '6228480012345678', terms };
  const opened = await zheng!.post(`/v1/projects/${projectId}/supervised-accounts`, account);
  await wang!.post(`/v1/supervision-terms/${opened.planId}/check`, { decision: 'approve' });
  await qian!.post(`/v1/deals/${dealId}/receipts`, { payer: '林晓', amount: '88.00', method: 'cash' });
  const at = `/v1/supervised-accounts/${opened.accountId}`;
  const { items: bookings } = await stage.until('zheng', 'booked', `${at}/bookings`, ({ items }) => {
    return items.some(({ state }: { state: string }) => state === 'booked');
  });
  const { planId } = await zheng!.post(`${at}/terms`, { terms, reason: '重新核定' });
  const release = { purpose: '工程款', amount: '10.00', attachment: '确认单' };
  const { releaseId } = await zheng!.post(`${at}/releases`, release);
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { matchingId } = await zheng!.post(`${at}/day-matchings`, { day });
  const path = `/v1/day-matchings/${matchingId}`;
  const { items } = await stage.until('zheng', 'matched', path, (sheet) => sheet.items.length > 0);
  const own = { supervisedAccountId: opened.accountId, supervisionPlanId: planId, bookingId: bookings[0].bookingId };
  return { ...own, releaseId, matchingId, dayDifferenceId: items[0].differenceId };
}
