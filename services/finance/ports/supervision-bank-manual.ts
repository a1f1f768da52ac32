import type { BankStanding, SupervisionBank } from './supervision-bank.js';

/** A supervision bank with a counter and no line: a clerk goes there and types in what it said. Never asked. */
export class ManualSupervisionBank implements SupervisionBank {
  readonly byHand = true;
  readonly verify = byClerk;
  readonly book = byClerk;
  readonly reverse = byClerk;
  readonly release = byClerk;

  query(): Promise<BankStanding> {
    return Promise.resolve({ state: 'unknown' });
  }

  reconcile() {
    return Promise.resolve({ bank: [], regulator: [] });
  }
}

function byClerk(): Promise<BankStanding> {
  return Promise.reject(new Error('a clerk goes to the bank'));
}
