import type { DunningChannel } from '#contracts/finance-dunning.js';
import type { ReceivableState } from '#contracts/finance.js';
import { addDays, type Day, dayOf, type Instant, startOf } from '#kernel/time.js';
import { dueAfterDelay } from './payment-delay.js';
import type { DealState } from './standing.js';

/** A step of the ladder (FIN-10). */
export interface Step {
  after: number;
  channel: DunningChannel;
  text?: string;
}

/** What a project says of dunning; what it leaves out is the house's. */
export interface Dunning {
  steps?: Step[];
  from?: string;
  to?: string;
  dailyPerCustomer?: number;
  dailyPerProject?: number;
}

const houseSteps: Step[] = [
  { after: -3, channel: 'sms' },
  { after: 1, channel: 'sms' },
  { after: 7, channel: 'call' },
  { after: 15, channel: 'letter' },
  { after: 30, channel: 'lawyer' },
];

/** The ladder of a project, lowest step first: nothing comes after the lawyer's, and one step a day. */
export function ladderOf({ steps = houseSteps }: Dunning): Step[] {
  const sorted = steps.toSorted((one, other) => one.after - other.after);
  const last = sorted.findIndex(({ channel }) => channel === 'lawyer');
  const taken = last < 0 ? sorted : sorted.slice(0, last + 1);
  return taken.filter(({ after }, at) => after !== taken[at - 1]?.after);
}

/**
 * The step to be taken now: of those whose day has come since the last one was taken, the first that a person takes,
 * so that none of those is passed over; else the latest message, so that a customer does not get three at once.
 */
export function stepDue(ladder: Step[], daysLate: number, last: number | null): Step | undefined {
  const come = ladder.filter(({ after }) => after <= daysLate && after > (last ?? -Infinity));
  return come.find(({ channel }) => channel !== 'sms') ?? come.at(-1);
}

/** Now, or when the decent hours begin again (FIN-10). */
export function decentInstant(now: Instant, dunning: Dunning): Instant {
  const today = windowOf(dayOf(now), dunning);
  if (!today || (now >= today.from && now < today.to)) return now;
  return now < today.from ? today.from : tomorrow(now, dunning);
}

/** When the decent hours begin tomorrow. */
export function tomorrow(now: Instant, dunning: Dunning): Instant {
  const next = addDays(dayOf(now), 1);
  return windowOf(next, dunning)?.from ?? startOf(next);
}

/** When the decent hours end today; what was not sent by then does not go out. */
export function sendBefore(now: Instant, dunning: Dunning): Instant {
  return windowOf(dayOf(now), dunning)?.to ?? startOf(addDays(dayOf(now), 1));
}

function windowOf(day: Day, { from = '09:00', to = '20:00' }: Dunning): { from: Instant; to: Instant } | undefined {
  return from < to ? { from: atTime(day, from), to: atTime(day, to) } : undefined;
}

function atTime(day: Day, time: string): Instant {
  const [hours, minutes] = time.split(':').map(Number);
  return new Date(startOf(day).getTime() + (hours! * 60 + minutes!) * 60_000);
}

/** At most so many messages a day. */
export function capsOf({ dailyPerCustomer = 1, dailyPerProject = 500 }: Dunning) {
  return { customer: dailyPerCustomer, project: dailyPerProject };
}

/** Why a reminder that was planned is not to be made any more. */
export type Obstacle = 'cancelled' | 'paid' | 'moved' | 'paused' | 'referred';

/** What stands in the way of a reminder at the moment at which it would go out (FIN-10). */
export function obstacleTo(
  planned: { dueOn: Day },
  deal: { state: DealState; withdrawalId?: string | null },
  owed: { state: ReceivableState; dueOn: Day; delayedUntil?: Day | null; awaitsNode?: boolean },
  { paused, referred }: { paused: boolean; referred: boolean },
): Obstacle | undefined {
  if (deal.state === 'cancelled' || deal.withdrawalId) return 'cancelled';
  if (owed.state !== 'open') return owed.state === 'paid' ? 'paid' : 'cancelled';
  if (owed.awaitsNode || dueAfterDelay(owed) !== planned.dueOn) return 'moved';
  if (referred) return 'referred';
  return paused ? 'paused' : undefined;
}

/** What a reminder says of an instalment. */
export interface Reminding {
  project: string;
  unit: string;
  label: string;
  amount: string;
  dueOn: Day;
  daysLate: number;
}

/** The project's own text of the step, or the house's; in it stands nothing of who the customer is (ALL-9). */
export function reminderText(step: Step | undefined, facts: Reminding): string {
  const text = step?.text ?? (facts.daysLate > 0 ? houseTexts.overdue : houseTexts.due);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name as keyof Reminding] ?? whole));
}

const houseTexts = {
  due:
    '【{project}】尊敬的业主，您购买的 {unit}“{label}”尚有 {amount} 元，应付日 {dueOn}，请按时支付。' +
    '如已支付，请忽略本短信。',
  overdue:
    '【{project}】尊敬的业主，您购买的 {unit}“{label}”尚欠 {amount} 元，应付日 {dueOn}，已逾期 {daysLate} 天，' +
    '请尽快支付，以免违约金增加。如已支付，请忽略本短信。',
};

/** The version of the house's texts. */
export const houseTextVersion = 'house-1';
