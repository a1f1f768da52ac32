import type { GroupRule, LoanKind, PlanKind } from '#contracts/inventory.js';
import type { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';

export interface LineTerms {
  label: string;
  share?: Rate;
  amount?: Money;
  kind: 'price' | 'loan';
  loanKind?: LoanKind;
  dueDaysAfterSigning?: number;
  dueOn?: Day;
  node?: string;
  dueDaysAfterNode?: number;
}

export interface PlanTerms {
  kind: PlanKind;
  lines: LineTerms[];
}

/** Refuses a plan whose lines are not parts of one whole, fall due at no time, or lend what it does not (INV-6). */
export function refuseUnlessWhole({ kind, lines }: PlanTerms): void {
  const last = lines.at(-1)!;
  for (const line of lines) {
    refuseUnlessSized(line, line === last);
    refuseUnlessDue(line);
  }
  const shares = lines.flatMap(({ share }) => share ?? []);
  const sum = Rate.sum(shares);
  const [left, fixed] = [!last.share, lines.some(({ amount }) => amount)];
  if (last.share && fixed) refuse('INV-6.last-line', { label: last.label });
  if (left ? sum >= Rate.one : !sum.equals(Rate.one)) refuse('INV-6.shares', { sum });
  refuseUnlessLends(kind, lines);
}

/** A share or an amount above zero; the last line takes the remainder and has no amount of its own. */
function refuseUnlessSized({ label, share, amount }: LineTerms, last: boolean): void {
  if (last && amount) refuse('INV-6.last-line', { label });
  if ((!last && Boolean(share) === Boolean(amount)) || (share && amount)) refuse('INV-6.share-or-amount', { label });
  if (share && !share.isPositive) refuse('INV-6.share', { label, share });
  if (amount && !amount.isPositive) refuse('INV-6.line-amount', { label, amount });
}

/** Exactly one of days after signing, a day, and a construction node. */
function refuseUnlessDue({ label, dueDaysAfterSigning, dueOn, node, dueDaysAfterNode }: LineTerms): void {
  const rules = [dueDaysAfterSigning, dueOn, node].filter((rule) => rule !== undefined);
  if (rules.length !== 1 || (dueDaysAfterNode !== undefined && !node)) refuse('INV-6.due-rule', { label });
}

/** Which loans each kind of plan has; those that it must have. */
const lends: Record<PlanKind, { may: LoanKind[]; must: LoanKind[] }> = {
  'lump-sum': { may: [], must: [] },
  instalments: { may: [], must: [] },
  mortgage: { may: ['commercial'], must: [] },
  'provident-fund': { may: ['provident-fund'], must: ['provident-fund'] },
  combined: { may: ['commercial', 'provident-fund'], must: ['commercial', 'provident-fund'] },
};

function refuseUnlessLends(kind: PlanKind, lines: LineTerms[]): void {
  const { may, must } = lends[kind];
  const only = may.length === 1 ? may[0] : undefined;
  const lent = lines.flatMap(({ kind: of, loanKind, label }) => {
    const lender = of === 'loan' ? (loanKind ?? only) : loanKind;
    if (of === 'loan' ? !lender || !may.includes(lender) : lender) refuse('INV-6.loan-line', { label, kind });
    return lender ?? [];
  });
  const missing = must.find((one) => !lent.includes(one));
  if (missing) refuse('INV-6.loan-missing', { kind, loanKind: missing });
}

export interface DiscountGiven {
  rate?: Rate;
  amount?: Money;
  group?: string;
  groupRule?: GroupRule;
  validFrom?: Day;
  validUntil?: Day;
}

/** Refuses a discount that is not exactly one of a rate below one and an amount above zero, or is never granted. */
export function refuseUnlessOne({ rate, amount, group, groupRule, validFrom, validUntil }: DiscountGiven): void {
  if (Boolean(rate) === Boolean(amount)) refuse('INV-6.rate-or-amount', {});
  if (rate && (!rate.isPositive || rate >= Rate.one)) refuse('INV-6.rate', { rate });
  if (amount && !amount.isPositive) refuse('INV-6.amount', { amount });
  if (Boolean(group) !== Boolean(groupRule)) refuse('INV-6.group-rule', {});
  if (validFrom && validUntil && validFrom > validUntil) refuse('INV-6.never-valid', { validFrom, validUntil });
}

/** What takes the place of another says why (ALL-3). */
export function refuseUnlessReasoned({ supersedes, reason }: { supersedes?: string; reason?: string }): void {
  if (supersedes && !reason?.trim()) refuse('INV-6.reason-missing', {});
}
