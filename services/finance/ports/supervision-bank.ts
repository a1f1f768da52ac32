import type { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import { HttpSupervisionBank } from './supervision-bank-http.js';
import { ManualSupervisionBank } from './supervision-bank-manual.js';
import { SimulatedSupervisionBank } from './supervision-bank-simulated.js';

/** How a matter stands at the supervision bank; `unknown`: it has never heard of it. */
export interface BankStanding {
  state: 'unknown' | 'verified' | 'submitted' | 'booked' | 'reversed' | 'approved' | 'paid' | 'refused';
  /** The bank's number of the payment slip 缴款单. */
  slip?: string;
  reason?: string;
}

/** Money of a supervised account, under our own reference; `unit` is the room, or what the money is for. */
export interface BankOrder {
  reference: string;
  account: string;
  unit: string;
  amount: Money;
  /** Masked (ALL-9). */
  payer?: string;
}

/** A line of the day-end file 日终对账: money that went out is below zero. */
export interface BankLine {
  reference: string;
  amount: Money;
}

/** The supervision bank (section 8). Asking again under a reference does no harm; throws OutsideUnavailable. */
export abstract class SupervisionBank {
  /** Whether a clerk goes there and types in what it said; then it is never asked. */
  abstract readonly byHand: boolean;
  /** Has a payment verified 核验; its slip comes back, or a refusal. */
  abstract verify(order: BankOrder): Promise<BankStanding>;
  /** Has a verified payment booked 入账. */
  abstract book(order: BankOrder): Promise<BankStanding>;
  /** Has money of a booked payment taken out again 冲正. */
  abstract reverse(order: BankOrder): Promise<BankStanding>;
  /** Has money paid out of the account, once the regulator approves 用款. */
  abstract release(order: BankOrder): Promise<BankStanding>;
  /** How it stands now, whatever was answered late, twice or not at all. */
  abstract query(reference: string): Promise<BankStanding>;
  /** What bank and regulator have of a day. */
  abstract reconcile(account: string, day: Day): Promise<{ bank: BankLine[]; regulator: BankLine[] }>;
}

/** The bank of this place: SUPERVISION_ADAPTER is `http`, `manual` or `simulated`; else http where it has a URL. */
export function supervisionBankHere(adapter = process.env.SUPERVISION_ADAPTER ?? usual()): SupervisionBank {
  const made = Object.hasOwn(adapters, adapter) && adapters[adapter as keyof typeof adapters];
  if (!made) throw new Error(`SUPERVISION_ADAPTER is ${adapter}, not one of ${Object.keys(adapters).join(', ')}`);
  return made();
}

function usual(): string {
  return process.env.SUPERVISION_URL ? 'http' : 'manual';
}

const adapters = {
  http: (): SupervisionBank => new HttpSupervisionBank(),
  manual: (): SupervisionBank => new ManualSupervisionBank(),
  simulated: (): SupervisionBank => new SimulatedSupervisionBank(),
};
