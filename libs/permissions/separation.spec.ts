import { describe, expect, it } from '@jest/globals';
import type { Actor } from './actor.js';
import type { Operation } from './operations.js';
import { type Makers, separate } from './separation.js';

const sun = (operation: Operation): Actor => ({ id: 'sun', name: 'Sun', operation, grants: [] });

describe('maker and checker are different people (ALL-4)', () => {
  it.each<[Operation, Makers, Operation | null]>([
    ['contract.review-supervisor', { 'contract.sign': 'zhao' }, null],
    ['contract.review-supervisor', { 'contract.sign': 'sun' }, 'contract.sign'],
    ['contract.review-supervisor', { 'contract.sign': 'zhao', 'contract.change': 'sun' }, 'contract.change'],
    [
      'contract.review-manager',
      { 'contract.sign': 'zhao', 'contract.review-supervisor': 'sun' },
      'contract.review-supervisor',
    ],
    ['contract.review-accounting', { 'contract.review-supervisor': 'sun' }, null],
    ['price.change-execute', { 'price.change-request': 'sun' }, 'price.change-request'],
    ['deposit.forfeit', { 'receipt.record': ['qian', 'sun'] }, 'receipt.record'],
    ['deposit.forfeit', { 'receipt.record': ['qian'] }, null],
    ['refund.pay', { 'refund.request': 'zhao', 'refund.approve': null }, null],
    ['subscription.make', { 'subscription.make': 'sun' }, null],
    ['unit.verify', {}, null],
  ])('%s after %j conflicts with %s', (operation, makers, conflictsWith) => {
    const step = () => separate(sun(operation), makers);
    if (!conflictsWith) expect(step).not.toThrow();
    else
      expect(step).toThrow(
        expect.objectContaining({
          code: 'ALL-4.same-person',
          facts: expect.objectContaining({ operation, conflictsWith, operationZh: expect.any(String) }),
        }),
      );
  });
});
