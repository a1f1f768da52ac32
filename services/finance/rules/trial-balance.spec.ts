import { Money } from '#kernel/money.js';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accountShown, chart, type LedgerAccount, shownChart } from './chart.js';
import { type AccountSums, trialBalance } from './trial-balance.js';

const accounts = Object.keys(chart) as LedgerAccount[];
/** Entries of two lines: from one account to another, before the period or in it. */
const entry = fc.record({
  from: fc.constantFrom(...accounts),
  to: fc.constantFrom(...accounts),
  fen: fc.bigInt({ min: 1n, max: 10n ** 12n }),
  before: fc.boolean(),
});
type Entry = { from: LedgerAccount; to: LedgerAccount; fen: bigint; before: boolean };

/** What each account was debited and credited by the entries. */
function sumsOf(entries: Entry[]): AccountSums[] {
  const of = (mine: Entry[], side: 'from' | 'to', account: LedgerAccount) =>
    Money.sum(mine.filter((one) => one[side] === account).map(({ fen }) => Money.fen(fen)));
  const sides = (mine: Entry[], account: LedgerAccount) => ({
    ...{ debit: of(mine, 'to', account), credit: of(mine, 'from', account) },
  });
  return accounts.map((account) => ({
    account,
    before: sides(entries.filter(({ before }) => before), account), // prettier-ignore
    within: sides(entries.filter(({ before }) => !before), account), // prettier-ignore
  }));
}

it('FIN-3 of balanced entries the difference is zero, whenever they were', () => {
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const { difference, total } = trialBalance(sumsOf(entries));
      expect([difference.isZero, total.opening.debit.equals(total.opening.credit)]).toEqual([true, true]);
      expect(total.debit.equals(total.credit)).toBe(true);
    }),
  );
});

it('FIN-3 a line too much shows as the difference, to the fen', () => {
  fc.assert(
    fc.property(fc.array(entry), fc.bigInt({ min: 1n, max: 10n ** 12n }), (entries, fen) => {
      const [first, ...others] = sumsOf(entries);
      const within = { ...first!.within, debit: first!.within.debit.plus(Money.fen(fen)) };
      expect(trialBalance([{ ...first!, within }, ...others]).difference.fen).toBe(fen);
    }),
  );
});

it('FIN-3 what a period ends with, the next one begins with', () => {
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const ended = trialBalance(sumsOf(entries)).items;
      const next = trialBalance(sumsOf(entries.map((one) => ({ ...one, before: true })))).items;
      expect(next.map(({ opening }) => opening)).toEqual(ended.map(({ closing }) => closing));
    }),
  );
});

it.each(['2203', '2205'] as const)(
  'FIN-3 under %s every account has one code, and each code one account',
  (advances) => {
    const posted = shownChart(advances).filter((line) => line.posted);
    expect(posted.map(({ code }) => accountShown(code, advances)).toSorted()).toEqual(accounts.toSorted());
    expect(new Set(shownChart(advances).map(({ code }) => code)).size).toBe(shownChart(advances).length);
    expect(accountShown(advances === '2203' ? '2205' : '2203', advances)).toBeUndefined();
  },
);
