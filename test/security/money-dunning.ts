import type { Client } from '../../deploy/seed/client.ts';
import { MoneyDesk } from '../stories/money-desk.ts';
import type { Stage } from '../stories/stage.ts';

type People = Record<string, Client>;
type Ids = Record<string, string>;

const day = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);

/** An instalment that is overdue, a delay that is asked for it, its reminder, and its case with the lawyer. */
export async function dunningRecords(stage: Stage, people: People, ids: Ids): Promise<Ids> {
  const { at } = await overdue(stage, people, ids);
  const { receivables } = await stage.until('sun', 'owed', `${at}/account`, (body) => body.receivables.some(isFirst));
  const { receivableId } = receivables.find(isFirst);
  const sheet = await stage.until('wu', 'reminded', `${at}/dunning`, ({ reminders }) => reminders.length > 0);
  const { reminderId } = sheet.reminders[0];
  const asked = { until: '2028-06-30', reason: '资金月底到账' };
  const { paymentDelayId } = await people.sun!.post(`/v1/receivables/${receivableId}/payment-delays`, asked);
  const { defaulterId } = await people.wang!.post(`${at}/defaulter`, { reason: '拒接电话' });
  return { receivableId, paymentDelayId, reminderId, defaulterId };
}

const isFirst = ({ label }: { label: string }) => label === '首期';

/** Zhao's contract of a unit that nothing else is tried on, whose first line is two days late. */
async function overdue(stage: Stage, { sun, zhao }: People, ids: Ids) {
  const { projectId, buildingId, discountId, planId } = ids as Record<'projectId', string> & Ids;
  const { units } = await zhao!.get(`/v1/buildings/${buildingId}/board`);
  const taken = new Set(Object.values(ids));
  const free = units.filter(({ unitId, state }: Ids) => state === 'available' && !taken.has(unitId!));
  const lines = [
    { kind: 'price', share: '0.50', label: '首期', dueOn: day(-2) },
    { kind: 'price', share: '0.50', label: '尾款', dueOn: day(30) },
  ];
  const plan = { code: 'D2', name: '分期', kind: 'instalments', lines };
  const made = await sun!.post(`/v1/projects/${projectId}/payment-plans`, plan);
  const sale = { projectId, buildingId: buildingId!, discountId: discountId!, units: new Map() };
  const plans = { lumpSum: planId!, mortgage: planId! };
  const unit = free.at(-1);
  sale.units.set(unit.code, unit);
  return new MoneyDesk(stage, { ...sale, plans }, 34).signed(unit.code, { planId: made.planId });
}
