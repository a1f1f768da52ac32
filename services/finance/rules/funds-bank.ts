import type { BookingState, MatchFinding } from '#contracts/finance-funds-bank.js';
import type { ReleaseState, SupervisedMovementKind } from '#contracts/finance-funds.js';
import type { Money } from '#kernel/money.js';

/** What the bank said of a matter, as the port tells it. */
interface Said {
  state: 'unknown' | 'verified' | 'submitted' | 'booked' | 'reversed' | 'approved' | 'paid' | 'refused';
}

/** Where the dialogue about a movement begins; about a release the bank paid itself there is none. */
export const firstStep = {
  deposited: 'to-verify',
  reversed: 'to-reverse',
  refunded: 'to-pay',
} as const satisfies Partial<Record<SupervisedMovementKind, BookingState>>;

const ends = { deposited: 'booked', reversed: 'reversed', refunded: 'paid' } as const;

/** Whether nothing more is to come from the bank. */
export function isSettled(state: BookingState | ReleaseState): boolean {
  return ['booked', 'reversed', 'paid', 'refused'].includes(state);
}

/**
 * What an answer makes of a booking (FIN-12). It goes forward only: what was said late, twice or out of order changes
 * nothing; a bank that has lost it is told again from the beginning, under the same reference.
 */
export function bookingAfter(kind: keyof typeof firstStep, state: BookingState, { state: said }: Said): BookingState {
  if (isSettled(state)) return state;
  if (said === 'refused') return 'refused';
  if (said === 'unknown') return firstStep[kind];
  if (said === ends[kind]) return ends[kind];
  if (kind === 'deposited' && said === 'verified') return state === 'to-verify' ? 'to-book' : state;
  return said === 'submitted' || said === 'approved' ? 'submitted' : state;
}

/** The same for a release (FIN-12). */
export function releaseAfter(state: ReleaseState, { state: said }: Said): ReleaseState {
  if (isSettled(state)) return state;
  if (said === 'refused' || said === 'paid' || said === 'approved') return said;
  if (said === 'unknown') return 'checked';
  return said === 'submitted' && state === 'checked' ? 'submitted' : state;
}

/** What the three say of one reference. */
interface Three {
  ours?: Money | null;
  bank?: Money | null;
  regulator?: Money | null;
}

/** How the three agree (FIN-12): the first that lacks it is named, then whether the amounts are one. */
export function findingOf({ ours, bank, regulator }: Three): MatchFinding {
  if (!ours) return 'missing-ours';
  if (!bank) return 'missing-bank';
  if (!regulator) return 'missing-regulator';
  return ours.equals(bank) && ours.equals(regulator) ? 'matched' : 'differs';
}

/** One amount a reference, however often and in whatever order its line came; ours are told by it without the round. */
export function linesByReference(lines: { reference: string; amount: Money }[]): Map<string, Money> {
  return new Map(lines.map(({ reference, amount }) => [reference.split('.')[0]!, amount]));
}
