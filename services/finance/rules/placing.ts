import type { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import { type FeeNow, feesNow, type Instalment, type LateDeal } from './late-fees.js';
import type { Part, Purse } from './lineage.js';
import { movement } from './movement.js';
import type { Standing } from './standing.js';
import type { Turns } from './turns.js';

/** An account that keeps its late fees by what it is told of them. */
interface Reckoning<T extends Instalment> {
  deal: Standing & LateDeal & { lateFeesLast: boolean };
  owed: T[];
  purse: Purse;
  reckon: (fees: FeeNow<T>[]) => void;
}

/** How money of this day finds its place in a deal: to late fees as they are once what is due is paid (FIN-7). */
export function turnsOf<T extends Instalment>(
  account: Reckoning<T>,
  on: Day,
  money?: { in: Money; receiptId: string },
): Turns {
  const source = { receiptId: money?.receiptId ?? null, valueDay: on };
  const reckon = (parts: Part[]) => {
    const { purse } = movement(account.deal, { in: money?.in, parts }).trace(account.purse, source);
    account.reckon(feesNow(account.deal, account.owed, purse.slices));
  };
  return { on, last: account.deal.lateFeesLast, reckon };
}
