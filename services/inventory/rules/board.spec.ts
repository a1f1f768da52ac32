import { describe, expect, it } from '@jest/globals';
import { isForward, isHeld } from './board.js';

describe('INV-5 states of the board', () => {
  const order = ['available', 'reserved', 'subscribed', 'contracted', 'handed-over', 'titled'] as const;

  it('INV-5 go forward in their order, and never stand still or go back', () => {
    for (const [a, from] of order.entries()) {
      for (const [b, to] of order.entries()) expect(isForward(from, to)).toBe(b > a);
    }
    expect(isForward('withheld', 'available')).toBe(false);
  });

  it('INV-5 from reserved on the unit is held', () => {
    expect(order.filter(isHeld)).toEqual(order.slice(1));
    expect(isHeld('withheld')).toBe(false);
  });
});
