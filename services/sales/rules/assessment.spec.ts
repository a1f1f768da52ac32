import type { Figures } from '#contracts/sales-targets.js';
import { Money } from '#kernel/money.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bandOf, measures, nothing, refuseUneven, scoreOf, targetFigures, usualWeights } from './assessment.js';

const figures = (some: Partial<Figures>): Figures => ({ ...nothing, ...some });
const yuan = (text: string) => Money.parse(text);

describe('CRM-5 the band', () => {
  it.each([
    ...[[0, 'retrain'] as const, [69, 'retrain'] as const, [70, 'pass'] as const, [80, 'pass'] as const],
    ...[[81, 'good'] as const, [90, 'good'] as const, [91, 'excellent'] as const, [100, 'excellent'] as const],
  ])('CRM-5 of %i points is %s', (points, band) => expect(bandOf(points)).toBe(band));

  it.each([
    ['80.5 is 81, and good', 161, 200, 81, 'good', '161/2'],
    ['80.49 is 80, and a pass', 8049, 10_000, 80, 'pass', '8049/100'],
    ['69.5 is 70, and a pass', 139, 200, 70, 'pass', '139/2'],
    ['90.5 is 91, and excellent', 181, 200, 91, 'excellent', '181/2'],
  ])('CRM-5 %s', (_, reached, wanted, points, band, exact) => {
    const score = scoreOf(figures({ calls: reached }), figures({ calls: wanted }), usualWeights);
    expect(score).toMatchObject({ points, band, exact });
  });
});

describe('CRM-5 the score', () => {
  it('CRM-5 is the weighted share of each target, exact, with its derivation (ALL-2)', () => {
    const target = figures({ calls: 30, visits: 9, contracts: 3, moneyIn: yuan('3000000.00') });
    const actual = figures({ calls: 10, visits: 9, contracts: 1, moneyIn: yuan('999999.99') });
    const score = scoreOf(actual, target, usualWeights)!;
    // 10·⅓ + 10 + 20·⅓ + 30·0.33333333 of 70
    expect(score).toMatchObject({ points: 43, band: 'retrain', exact: '299999999/7000000' });
    expect(score.derivation).toMatchObject({ rule: 'CRM-5', result: '43', inputs: { weight: '70' } });
    expect(score.derivation.steps).toHaveLength(4);
    expect(score.derivation.steps![3]).toMatchObject({
      inputs: { measure: 'moneyIn', weight: '30', actual: '999999.99', target: '3000000.00' },
      result: '99999999/10000000',
    });
  });

  it('CRM-5 counts no more than the whole target, and nothing where more was cancelled than sold', () => {
    const target = figures({ calls: 10, contracts: 2 });
    const most = scoreOf(figures({ calls: 500, contracts: 2 }), target, usualWeights);
    expect(most).toMatchObject({ points: 100, band: 'excellent' });
    const least = scoreOf(figures({ calls: 0, contracts: -3 }), target, usualWeights);
    expect(least).toMatchObject({ points: 0, exact: '0', band: 'retrain' });
  });

  it('CRM-5 is none without a target, or where all that has one weighs nothing', () => {
    expect(scoreOf(figures({ calls: 5 }), nothing, usualWeights)).toBeUndefined();
    expect(scoreOf(nothing, figures({ calls: 5 }), { ...usualWeights, calls: 0 })).toBeUndefined();
  });

  it('CRM-5 lies between 0 and 100 for any figures, and reaching more never costs points', () => {
    const anyFigures = fc
      .tuple(fc.array(fc.integer({ min: -50, max: 500 }), { minLength: 5, maxLength: 5 }), fc.bigInt(-9n, 10n ** 12n))
      .map(([[calls, visits, customers, subscriptions, contracts], fen]) => {
        return { calls, visits, customers, subscriptions, contracts, moneyIn: Money.fen(fen) } as Figures;
      });
    fc.assert(
      fc.property(anyFigures, anyFigures, (actual, target) => {
        const score = scoreOf(actual, target, usualWeights);
        if (!score) return true;
        const more = scoreOf({ ...actual, calls: actual.calls + 1 }, target, usualWeights)!;
        return score.points >= 0 && score.points <= 100 && more.points >= score.points;
      }),
    );
  });
});

describe('CRM-5 weights and targets', () => {
  it('CRM-5 the usual weights add up to 100, and others have to', () => {
    expect(measures.reduce((sum, measure) => sum + usualWeights[measure], 0)).toBe(100);
    expect(() => refuseUneven(usualWeights)).not.toThrow();
    expect(() => refuseUneven({ ...usualWeights, calls: 11 })).toThrow(
      expect.objectContaining({ code: 'CRM-5.weights' }),
    );
  });

  it('CRM-5 a target has a figure above zero and none below', () => {
    expect(targetFigures({ contracts: 2 })).toEqual(figures({ contracts: 2 }));
    const none = expect.objectContaining({ code: 'CRM-5.no-figure' });
    expect(() => targetFigures({})).toThrow(none);
    expect(() => targetFigures({ contracts: 2, moneyIn: yuan('-0.01') })).toThrow(none);
  });
});
