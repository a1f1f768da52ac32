import type { Client } from '../../deploy/seed/client.ts';
import type { Sale } from '../stories/home.ts';
import { MoneyDesk } from '../stories/money-desk.ts';
import { instalments, lateClauses } from '../stories/money-late-fees.ts';
import type { Stage } from '../stories/stage.ts';

type Ids = Record<string, string>;

/** A contract whose first instalment is late, a waiver that is asked for; a line of the first home (FIN-7). */
export async function lateFeeRecords(stage: Stage, people: Record<string, Client>, ids: Ids): Promise<Ids> {
  const { sun, zhao, zheng } = people;
  const { projectId, buildingId, planId: lumpSum, mortgagePlanId: mortgage } = ids;
  const board = await zhao!.get(`/v1/buildings/${buildingId}/board`);
  const units = new Map(board.units.map((unit: { code: string }) => [unit.code, unit]));
  const plans = { lumpSum: lumpSum!, mortgage: mortgage! };
  const sale = { projectId, buildingId, units, plans, discountId: ids.discountId } as Sale;
  const { planId } = await sun!.post(`/v1/projects/${projectId}/payment-plans`, instalments());
  const desk = new MoneyDesk(stage, sale, 8);
  const deal = await desk.signed('3-1501', { planId, clauses: lateClauses });
  const sheet = await desk.account(deal, 'late', ({ receivables }) => receivables.some(isFee));
  const { receivableId } = sheet.receivables.find(({ label }: { label: string }) => label === '首期');
  const asked = { receivableId, amount: '1.00', reason: '银行放款延误' };
  const { waiverId } = await sun!.post(`${deal.at}/late-fee-waivers`, asked);
  const { receivables } = await zheng!.get(`/v1/deals/${ids.dealId}/account`);
  const { receivableId: lineId } = receivables.find(({ kind }: { kind: string }) => kind === 'price');
  return { waiverId, lineId };
}

function isFee({ kind }: { kind: string }): boolean {
  return kind === 'late-fee';
}
