import { type Day, dayOf } from '#kernel/time.js';
import type { BankLine, BankOrder, BankStanding, SupervisionBank } from './supervision-bank.js';

interface Kept extends BankLine {
  account: string;
  day: Day;
  standing: BankStanding;
}

/**
 * A supervision bank played in this process, for trying out without one: it does whatever it is told at once, but for
 * units named in SUPERVISION_SIMULATED_REFUSES, and forgets everything when the process ends.
 */
export class SimulatedSupervisionBank implements SupervisionBank {
  readonly byHand = false;
  private readonly kept = new Map<string, Kept>();

  verify(order: BankOrder): Promise<BankStanding> {
    return this.keep(order, 'verified');
  }

  book(order: BankOrder): Promise<BankStanding> {
    const verified = this.kept.get(order.reference);
    if (verified?.standing.state === 'verified') verified.standing = { ...verified.standing, state: 'booked' };
    return this.query(order.reference);
  }

  reverse(order: BankOrder): Promise<BankStanding> {
    return this.keep(order, 'reversed');
  }

  release(order: BankOrder): Promise<BankStanding> {
    return this.keep(order, 'paid');
  }

  query(reference: string): Promise<BankStanding> {
    return Promise.resolve(this.kept.get(reference)?.standing ?? { state: 'unknown' });
  }

  reconcile(account: string, day: Day): Promise<{ bank: BankLine[]; regulator: BankLine[] }> {
    const carriedOut = ['booked', 'reversed', 'paid'];
    const ofDay = [...this.kept.values()].filter((one) => one.account === account && one.day === day);
    const lines = ofDay.filter(({ standing }) => carriedOut.includes(standing.state));
    return Promise.resolve({ bank: lines, regulator: lines });
  }

  private keep({ reference, account, unit, amount }: BankOrder, state: 'verified' | 'reversed' | 'paid') {
    const refuses = (process.env.SUPERVISION_SIMULATED_REFUSES ?? '').split(',').includes(unit);
    const standing = refuses ? { state: 'refused' as const, reason: '核验不符' } : { state, slip: `SIM-${reference}` };
    const signed = state === 'verified' ? amount : amount.negated();
    const entry = { reference, account, amount: signed, day: dayOf(new Date()), standing };
    if (!this.kept.has(reference)) this.kept.set(reference, entry);
    return this.query(reference);
  }
}
