import type { PaymentMethod } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { type Day, endOf, type Instant } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DayReceipt } from '../rules/day-close.js';
import { DayClose } from './day-close.js';

/** Until when red letters count in the close of this day, when it is closed now. */
export function redUntil(day: Day, now: Instant): Instant {
  return endOf(day) < now ? endOf(day) : now;
}

/** What the cashier wrote on the day, and the red letters that others wrote since the close before (FIN-4, FIN-8). */
export async function dayReceipts(em: EntityManager, { projectId, cashierId, day }: CashierDay, now: Instant) {
  const last = await em.findOne(DayClose, { projectId, cashierId }, { orderBy: { redUntil: 'desc' } });
  const since = last?.redUntil ?? new Date(0);
  const params = [projectId, day, cashierId, projectId, cashierId, since, redUntil(day, now)];
  const rows = await em.execute<Row[]>(receipts, params);
  return rows.map(({ amount, ...row }): DayReceipt => ({ ...row, amount: Money.fen(BigInt(amount)) }));
}

interface CashierDay {
  projectId: string;
  cashierId: string;
  day: Day;
}

interface Row {
  number: string;
  method: PaymentMethod;
  amount: string;
  voided: boolean;
  red: boolean;
}

const receipts = `
  select number, method, amount, voided, red from (
    select r.serial, r.number, r.method, r.amount::text as amount, v.receipt_id is not null as voided, false as red
    from receipt r left join receipt_void v on v.receipt_id = r.id
    where r.project_id = ? and r.till_day = ? and r.cashier_id = ?
    union all
    select red.serial, red.number, red.method, red.amount::text, false, true
    from receipt red join receipt was on was.id = red.reverses_id
    where red.project_id = ? and red.till_day is null and was.till_day is not null and was.cashier_id = ?
      and red.received_at > ? and red.received_at <= ?) day
  order by serial`;
