import { SupervisedFundsMoved } from '#contracts/finance-funds.js';
import type { Work } from '#persistence/work.js';
import type { Refund } from '../entities/refund.js';
import { holdingMoneyOf, moved } from '../entities/supervised-movement.js';
import { refundParts } from '../rules/funds.js';

/** A refund that is paid leaves the supervised accounts, as far as the deal's money is there (FIN-6, FIN-12). */
export async function refunded({ id: refundId, dealId, amount }: Refund, { em, at, tell }: Work): Promise<void> {
  for (const { account, part } of refundParts(amount, await holdingMoneyOf(em, dealId))) {
    tell(
      SupervisedFundsMoved.of(moved(em, account, { kind: 'refunded', amount: part.negated(), at, dealId, refundId })),
    );
  }
}
