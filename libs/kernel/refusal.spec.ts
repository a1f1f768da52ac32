import { describe, expect, it } from '@jest/globals';
import { Money } from './money.js';
import { Refusal, refuse } from './refusal.js';

describe('a refusal', () => {
  it('carries its code and facts, which are written as JSON', () => {
    const no = () => refuse('INV-4.below-floor', { floor: Money.parse('9'), heldBy: { kind: 'subscription' } });
    expect(no).toThrow(Refusal);
    try {
      no();
    } catch (error) {
      expect(error).toMatchObject({ name: 'Refusal', code: 'INV-4.below-floor', message: 'INV-4.below-floor' });
      expect(JSON.stringify((error as Refusal).facts)).toBe('{"floor":"9.00","heldBy":{"kind":"subscription"}}');
    }
  });

  it('has no facts unless told', () => expect(new Refusal('ALL-8.running').facts).toEqual({}));
});
