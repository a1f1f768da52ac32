import { moneyMade } from './money-made.ts';
import type { Told } from './caller.ts';

/** Receipts of money that came in, not those that an exchange or a reversal made. */
const taken = `select id, number, amount::text, deal_id from receipt where reverses_id is null and replaces_id is null`;

/** What a command makes, and where. */
export interface Made {
  path: RegExp;
  service: string;
  sql: string;
  /** How what it made looks, from what was told. */
  row(told: Told): Row | Row[];
}

type Row = Record<string, unknown>;

/** What commands make; each row of `sql` is made by one that was acknowledged. */
export const made: Made[] = [
  {
    ...{ path: /^\/v1\/customers$/, service: 'sales', sql: 'select id, source, needs from customer' },
    row: ({ answer, body }) => ({ id: answer.customerId, ...facts(body as Entered) }),
  },
  {
    ...{ path: /\/subscriptions$/, service: 'sales' },
    // As it was made: without a rename since, and without what a swap made.
    sql: `select s.id, s.unit_id, s.deal_price::text, coalesce((select c.former_customer_id from subscription_change c
            where c.subscription_id = s.id and c.kind = 'rename' and c.state = 'done' order by c.id limit 1),
            s.customer_id) as customer_id
          from subscription s where s.swap_of is null`,
    row: ({ answer, body }) => ({
      ...{ id: answer.subscriptionId, unit_id: answer.unitId },
      customer_id: (body as { customerId: string }).customerId,
      deal_price: fen(answer.dealPrice),
    }),
  },
  {
    ...{ path: /\/contract$/, service: 'sales', sql: 'select id, number from contract' },
    row: ({ answer }) => ({ id: answer.contractId, number: answer.number }),
  },
  {
    ...{ path: /\/receipts$/, service: 'finance', sql: taken },
    row: ({ answer, body, path }) => ({
      ...{ id: answer.receiptId, number: answer.number, amount: fen((body as { amount: string }).amount) },
      deal_id: path.split('/')[3],
    }),
  },
  {
    ...{ path: /\/price-changes$/, service: 'inventory', sql: 'select id from price_change' },
    row: ({ answer }) => ({ id: answer.priceChangeId }),
  },
  {
    ...{ path: /^\/v1\/exchanges\//, service: 'finance' },
    sql: 'select id, number from receipt where replaces_id is not null',
    row: ({ answer }) => answer.receipts.map(({ receiptId: id, number }: any) => ({ id, number })),
  },
  {
    ...{ path: /^\/v1\/exchanges\//, service: 'finance', sql: `select id from exchange where state = 'done'` },
    row: ({ answer }) => ({ id: answer.changeId }),
  },
  {
    ...{ path: /\/subscriptions\/[^/]+\/(rename|swap|withdrawal)$/, service: 'sales' },
    sql: 'select id, kind, subscription_id, to_subscription_id from subscription_change',
    row: ({ answer }) => ({
      ...{ id: answer.changeId, kind: answer.kind, subscription_id: answer.subscriptionId },
      to_subscription_id: answer.toSubscriptionId ?? null,
    }),
  },
  {
    ...{ path: /\/units\/[^/]+\/reservations$/, service: 'sales', sql: 'select id, unit_id from reservation' },
    row: ({ answer, path }) => ({ id: answer.reservationId, unit_id: path.split('/')[3] }),
  },
  {
    ...{ path: /\/release$/, service: 'sales', sql: `select id from reservation where state = 'released'` },
    row: ({ answer }) => ({ id: answer.reservationId }),
  },
  {
    ...{ path: /\/openings$/, service: 'sales', sql: 'select id from opening' },
    row: ({ answer }) => ({ id: answer.openingId }),
  },
  {
    ...{ path: /\/subscriptions$/, service: 'sales' },
    sql: `select id, subscription_id from opening_attempt where outcome = 'won'`,
    row: ({ answer }) => (answer.attemptId ? { id: answer.attemptId, subscription_id: answer.subscriptionId } : []),
  },
  {
    ...{ path: /\/quotations$/, service: 'sales', sql: 'select id, deal_price::text from quotation' },
    row: ({ answer }) => ({ id: answer.quotationId, deal_price: fen(answer.dealPrice) }),
  },
  {
    ...{ path: /\/discount-approvals$/, service: 'sales', sql: 'select id, unit_id from discount_approval' },
    row: ({ answer, path }) => ({ id: answer.approvalId, unit_id: path.split('/')[3] }),
  },
  {
    ...{ path: /\/amendments$/, service: 'sales', sql: 'select id, contract_id from contract_amendment' },
    row: ({ answer }) => ({ id: answer.amendmentId, contract_id: answer.contractId }),
  },
  {
    ...{ path: /\/withdrawals$/, service: 'sales', sql: 'select id, contract_id from contract_withdrawal' },
    row: ({ answer }) => ({ id: answer.withdrawalId, contract_id: answer.contractId }),
  },
  {
    ...{
      path: /\/keeps$/,
      service: 'sales',
      sql: `select subscription_id || ' ' || place as id from subscription_keep`,
    },
    row: ({ answer }) => ({ id: `${answer.subscriptionId} ${answer.times}` }),
  },
  {
    ...{ path: /\/deposit-decision$/, service: 'finance' },
    sql: `select id, state from deposit_referral where state in ('forfeited', 'released')`,
    row: ({ answer }) => ({ id: answer.dealId, state: answer.state }),
  },
  ...moneyMade,
  {
    ...{ path: /\/refunds\/[^/]+\/payment$/, service: 'finance', sql: `select id from refund where state = 'paid'` },
    row: ({ path }) => ({ id: path.split('/')[3] }),
  },
  {
    ...{ path: /\/reassignments$/, service: 'sales' },
    sql: `select customer_id as id, to_id from customer_assignment where because = 'reassignment'`,
    row: ({ body }) => (body as Reassigned).customerIds.map((id) => ({ id, to_id: (body as Reassigned).toId })),
  },
];

interface Entered {
  source: string;
  needs: string;
}

/** Who the customer is cannot be read in the database (ALL-9). */
function facts({ source, needs }: Entered): Entered {
  return { source, needs };
}

interface Reassigned {
  customerIds: string[];
  toId: string;
}

function fen(amount: string): string {
  const [yuan, rest = ''] = amount.split('.');
  return BigInt(`${yuan}${rest.padEnd(2, '0')}`).toString();
}
