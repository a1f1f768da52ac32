import { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Lot, Purse } from '../rules/lineage.js';

/** All money of a deal by receipt: what lies on each receivable, and what is free. */
export async function purseOf(em: EntityManager, dealId: string): Promise<Purse> {
  const rows = await em.execute<Row[]>(money, [dealId, dealId, dealId]);
  const slices = rows.flatMap((row) => (row.on ? [{ ...lotOf(row), receivableId: row.on }] : []));
  return { slices, free: rows.filter(({ on }) => !on).map(lotOf) };
}

interface Row {
  on: string | null;
  receipt_id: string | null;
  value_day: Day;
  amount: string;
}

function lotOf({ receipt_id: receiptId, value_day: valueDay, amount }: Row): Lot {
  return { receiptId, valueDay, amount: Money.fen(BigInt(amount)) };
}

/** Of money that settlements made, what is put somewhere is what was made less, and less is free. */
const money = `
  select receivable_id as "on", receipt_id, value_day, sum(amount)::text as amount from allocation
  where deal_id = ? group by 1, 2, 3 having sum(amount) <> 0
  union all
  select null, receipt_id, value_day, free::text from receipt_money where deal_id = ? and free <> 0
  union all
  select null, null, value_day, (-sum(amount))::text from (
    select value_day, amount, deal_id from allocation where receipt_id is null
    union all select value_day, amount, deal_id from outlay where receipt_id is null) made
  where deal_id = ? group by value_day having sum(amount) <> 0
  order by 3, 2`;
