import type { Made } from './made.ts';

/** What commands about money make; each row of `sql` is made by one that was acknowledged. */
export const moneyMade: Made[] = [
  {
    ...{ path: /\/deals\/[^/]+\/refunds$/, service: 'finance' },
    sql: `select id, deal_id from refund where reason = '多交'`,
    row: ({ answer, path }) => ({ id: answer.refundId, deal_id: path.split('/')[3] }),
  },
  {
    ...{ path: /\/void$/, service: 'finance', sql: 'select receipt_id as id from receipt_void' },
    row: ({ answer }) => ({ id: answer.receiptId }),
  },
  {
    ...{ path: /\/reversal$/, service: 'finance' },
    // Those of an exchange are followed by a new receipt.
    sql: `select red.id, red.number, red.reverses_id from receipt red where red.reverses_id is not null
          and not exists (select from receipt new where new.replaces_id = red.reverses_id)`,
    row: ({ answer, path }) => ({ id: answer.receiptId, number: answer.number, reverses_id: path.split('/')[3] }),
  },
  {
    ...{ path: /\/payment-delays$/, service: 'finance', sql: 'select id, receivable_id from payment_delay' },
    row: ({ answer, path }) => ({ id: answer.paymentDelayId, receivable_id: path.split('/')[3] }),
  },
];
