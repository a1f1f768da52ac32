import { SupervisedFundsMoved } from '#contracts/finance-funds.js';
import type { Work } from '#persistence/work.js';
import type { Deal } from '../entities/deal.js';
import type { Refund } from '../entities/refund.js';
import { holdingMoneyOf, movedForUnit } from '../entities/supervised-movement.js';
import { refundParts } from '../rules/funds.js';

/** A refund that is paid leaves the supervised accounts, as far as the deal's money is there (FIN-6, FIN-12). */
export async function refunded({ id: refundId, amount }: Refund, deal: Deal, { em, at, tell }: Work): Promise<void> {
  const { id: dealId } = deal;
  for (const { account, part } of refundParts(amount, await holdingMoneyOf(em, dealId))) {
    const moving = { kind: 'refunded' as const, amount: part.negated(), at, dealId, refundId };
    tell(SupervisedFundsMoved.of(movedForUnit(em, account, deal, moving)));
  }
}
