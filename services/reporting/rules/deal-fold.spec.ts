import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type ContractRow,
  type DealRow,
  emptyContract,
  emptyDeal,
  furthest,
  joinContract,
  joinDeal,
  partsOf,
  type ToldEvent,
} from './deal-fold.js';

const at = new Date('2026-11-23T02:00:00Z');
const yuan = (text: string) => Money.parse(text);
const told = (name: string, sequence: number, event: object): ToldEvent => ({
  name: `${name}.v1`,
  sequence,
  at,
  event,
});

/** From subscription to title, with a refund of what was paid too much. */
function life(dealId: string): ToldEvent[] {
  const [subscriptionId, contractId] = [dealId, `contract of ${dealId}`];
  const unit = { unitId: 'unit', projectId: 'project', unitCode: '3-1201', consultantId: 'zhao' };
  const receipt = (sequence: number, amount: string, share: string) =>
    told('finance.receipt-recorded', sequence, { dealId, amount: yuan(amount), priceShare: Rate.parse(share) });
  return [
    told('sales.unit-subscribed', 3, { ...unit, subscriptionId, dealPrice: yuan('1000000.00') }),
    receipt(1, '20000.00', '0'),
    told('sales.subscription-took-effect', 4, { subscriptionId }),
    told('sales.contract-signed', 5, { subscriptionId, contractId, price: yuan('990000.00') }),
    told('sales.contract-filed', 12, { contractId }),
    receipt(3, '970000.00', '1'),
    told('handover.unit-handed-over', 2, { contractId }),
    told('handover.area-settled', 3, { contractId }),
    told('sales.supplement-signed', 13, { subscriptionId, newPrice: yuan('1020000.00') }),
    receipt(5, '35000.00', '0.98'),
    told('finance.refund-paid', 7, { dealId, amount: yuan('5000.00') }),
    told('handover.title-issued', 4, { contractId }),
  ];
}

function fold(events: ToldEvent[]) {
  const deals: Record<string, DealRow> = {};
  const contracts: Record<string, ContractRow> = {};
  for (const { deal, contract } of events.map(partsOf)) {
    if (deal) deals[deal[0]] = joinDeal(deals[deal[0]] ?? emptyDeal(deal[0]), deal[1]);
    if (contract)
      contracts[contract[0]] = joinContract(contracts[contract[0]] ?? emptyContract(contract[0]), contract[1]);
  }
  return { deals, contracts };
}

describe('the fold of a deal', () => {
  it('shows the last price and share, the sum of what came in less what went out, and the furthest state', () => {
    const { deals, contracts } = fold(life('a'));
    expect(JSON.parse(JSON.stringify(deals.a))).toEqual({
      ...{ id: 'a', projectId: 'project', unitId: 'unit', unitCode: '3-1201', consultantId: 'zhao' },
      ...{ subscribedAt: at.toISOString(), state: 'contracted', dealPrice: '1020000.00', priceSequence: 13 },
      ...{ received: '1020000.00', priceShare: '0.98', shareSequence: 5 },
    });
    expect(contracts['contract of a']).toEqual({ id: 'contract of a', dealId: 'a', state: 'titled' });
  });

  it('is the same in whichever order the events come', () => {
    const events = [
      ...life('a'),
      ...life('b').slice(0, 4),
      told('sales.subscription-cancelled', 9, { subscriptionId: 'c' }),
    ];
    const inOrder = fold(events);
    const orders = fc.shuffledSubarray(events, { minLength: events.length });
    fc.assert(fc.property(orders, (shuffled) => expect(fold(shuffled)).toEqual(inOrder)));
  });

  it('of a cancelled one is cancelled, whatever is told of it beside', () => {
    const { deals } = fold([told('sales.subscription-cancelled', 9, { subscriptionId: 'a' }), ...life('a')]);
    expect(deals.a!.state).toBe('cancelled');
    expect(furthest(null, undefined)).toBeNull();
    expect(furthest('titled', 'filed')).toBe('titled');
    expect(furthest('filed', 'titled')).toBe('titled');
  });

  it('passes over what no deal row shows', () => {
    expect(partsOf(told('inventory.unit-offered', 1, { unitId: 'unit' }))).toEqual({});
  });
});
