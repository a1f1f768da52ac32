import type { PaymentMethod, ReceivableState } from '#contracts/finance.js';
import { Money } from '#kernel/money.js';
import { accountOf, cashAccount, heldAccount, keptAccount, type Line, linesOf, type Posting } from './ledger.js';
import { feesNow } from './late-fees.js';
import { type Flow, type Part, type Purse, type Source, type Traced, traced } from './lineage.js';
import type { Standing } from './standing.js';

export type { Part } from './lineage.js';

/** Money that moves in a deal: what becomes of each receivable and of the deal's sums, and the lines that post it. */
export interface Movement extends Flow {
  parts: (Part & { paid: Money; state: ReceivableState })[];
  standing: Standing;
  /** What it adds to what is held for the customer, or takes off it. */
  credit: Money;
  lines: Line[];
  /** The late fees of its deal as they are with it, and what else moves because of them (FIN-7). */
  fees: typeof feesNow;
  further: (standing: Standing, parts: Part[]) => Movement;
  /** Whose money it moves. */
  trace: (purse: Purse, source: Source) => Traced;
}

/** What comes in and by which method, what goes out, is kept, is put to receivables, what else the entry says. */
interface Moving {
  in?: Money;
  method?: PaymentMethod;
  out?: Money;
  kept?: Money;
  parts?: Part[];
  postings?: Posting[];
}

/**
 * What a movement makes of the deal. What comes in and is neither put to receivables nor kept nor goes out is credit
 * (FIN-2), so received = allocated + credit + refunded + forfeited, and the entry is balanced (FIN-3).
 */
export function movement(standing: Standing, moving: Moving): Movement {
  const {
    in: received = Money.zero,
    out: refunded = Money.zero,
    kept = Money.zero,
    parts = [],
    method = 'transfer',
    postings = [],
  } = moving;
  const allocated = Money.sum(parts.map(({ amount }) => amount));
  const credit = received.minus(allocated).minus(refunded).minus(kept);
  const flow = { parts, received, spent: refunded.plus(kept) };
  return {
    ...flow,
    fees: feesNow,
    further: (after, more) => movement(after, { parts: more }),
    trace: (purse, source) => traced(purse, flow, source),
    parts: parts.map((part) => ({ ...part, ...afterwards(part) })),
    standing: {
      received: standing.received.plus(received),
      allocated: standing.allocated.plus(allocated),
      credit: standing.credit.plus(credit),
      refundPending: standing.refundPending,
      refunded: standing.refunded.plus(refunded),
      forfeited: standing.forfeited.plus(kept),
    },
    credit,
    lines: linesOf([
      ...postings,
      { account: cashAccount(method), amount: received.minus(refunded) },
      ...parts.map(({ owed, amount }) => ({ account: accountOf[owed.kind], amount: amount.negated() })),
      { account: heldAccount, amount: credit.negated() },
      { account: keptAccount, amount: kept.negated() },
    ]),
  };
}

function afterwards({ owed, amount, closed }: Part): { paid: Money; state: ReceivableState } {
  const paid = owed.paid.plus(amount);
  return { paid, state: closed ?? (paid.equals(owed.amount) ? 'paid' : 'open') };
}
