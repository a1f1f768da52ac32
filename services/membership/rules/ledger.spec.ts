import { Rate } from '#kernel/rate.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { balanceOf, clawBack, earned, redeemed, thaw, type Entry } from './ledger.js';

const [little, enough] = [Rate.parse('0.3'), Rate.parse('0.8')];
const has = (points: number, frozen: number) => ({ points, frozen });

describe('MEM-3 the points ledger', () => {
  it('earns points frozen, or free when the buyer has paid enough already', () => {
    expect(earned(1849, little)).toEqual({ kind: 'earned', points: 1849, frozen: 1849 });
    expect(earned(1849, enough)).toEqual({ kind: 'earned', points: 1849, frozen: 0 });
  });

  it('releases them at 80%, once, and freezes them again when a payment is reversed', () => {
    const [held, free] = [has(1849, 1849), has(1849, 0)];
    expect(thaw(1849, held, held, little)).toBeNull();
    expect(thaw(1849, held, held, enough)).toEqual({ kind: 'released', points: 0, frozen: -1849 });
    expect(thaw(1849, free, free, enough)).toBeNull();
    expect(thaw(1849, free, free, little)).toEqual({ kind: 'frozen', points: 0, frozen: 1849 });
    expect(thaw(1849, free, has(849, 0), little)).toEqual({ kind: 'frozen', points: 0, frozen: 849 });
  });

  it('redeems them, unless points taken back for another deal left too few', () => {
    expect(redeemed(1849, has(1849, 0), has(1849, 0))).toEqual({ kind: 'redeemed', points: -1849, frozen: 0 });
    const short = expect.objectContaining({ code: 'MEM-3.balance-short', facts: { balance: 849, points: 1849 } });
    expect(() => redeemed(1849, has(1849, 0), has(1049, 200))).toThrow(short);
  });

  it.each([
    ['confirmed and frozen', has(1849, 1849), has(2000, 1999), { points: -1849, frozen: -1849 }, 0],
    ['confirmed and free', has(1849, 0), has(2000, 151), { points: -1849, frozen: 0 }, 0],
    ['redeemed, enough left', has(0, 0), has(3000, 1000), { points: -1849, frozen: 0 }, 0],
    ['redeemed, some left', has(0, 0), has(1500, 1000), { points: -500, frozen: 0 }, 1349],
    ['redeemed, nothing left', has(0, 0), has(0, 0), { points: 0, frozen: 0 }, 1849],
  ])('takes 1849 points back: %s', (_, application, member, entry, shortfall) => {
    expect(clawBack(1849, application, member)).toMatchObject({ entry, shortfall });
  });

  it('never falls below zero, whatever happens to two deals in whatever order', () => {
    const act = fc.tuple(fc.constantFrom('earn', 'pay', 'unpay', 'redeem', 'cancel'), fc.constantFrom(0, 1));
    fc.assert(
      fc.property(fc.array(act, { minLength: 7, maxLength: 16, size: 'max' }), (acts) => {
        const ledgers: Entry[][] = [[], []];
        const state = ['approved', 'approved'];
        const shares = [little, little];
        for (const [what, deal] of acts) {
          const [own, all] = [balanceOf(ledgers[deal]!), balanceOf(ledgers.flat())];
          const add = (entry: Entry | null) => void (entry && ledgers[deal]!.push(entry));
          if (what === 'earn' && state[deal] === 'approved') {
            add(earned(100, shares[deal]!));
            state[deal] = 'confirmed';
          }
          if (what === 'pay' || what === 'unpay') {
            shares[deal] = what === 'pay' ? enough : little;
            if (state[deal] === 'confirmed') add(thaw(100, own, all, shares[deal]!));
          }
          if (
            what === 'redeem' &&
            state[deal] === 'confirmed' &&
            shares[deal] === enough &&
            all.points - all.frozen >= 100
          ) {
            add(redeemed(100, own, all));
            state[deal] = 'redeemed';
          }
          if (what === 'cancel' && ['confirmed', 'redeemed'].includes(state[deal]!)) {
            add(clawBack(100, own, all).entry);
            state[deal] = 'clawed-back';
          }
          const now = balanceOf(ledgers.flat());
          expect(now.frozen >= 0 && now.points >= now.frozen).toBe(true);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
