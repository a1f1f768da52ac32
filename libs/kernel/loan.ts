import { divideHalfUp } from './decimal.js';
import { Money } from './money.js';
import { Rate } from './rate.js';

/** A loan that is paid back every month: the annual rate is a decimal ('0.031'), a month's is a twelfth of it. */
export interface LoanTerms {
  principal: Money;
  annualRate: Rate;
  months: number;
}

/** One month of it: `balance` is what is left of the principal afterwards. */
export interface LoanPayment {
  month: number;
  payment: Money;
  principal: Money;
  interest: Money;
  balance: Money;
}

export interface Repayment {
  payments: LoanPayment[];
  totalInterest: Money;
  total: Money;
}

/**
 * Equal instalments 等额本息: the same payment every month, P · i · (1+i)^n / ((1+i)^n − 1), computed exactly and then
 * rounded half-up to the fen; a month's interest is balance · i to the fen, and the last payment takes the remainder.
 * RangeError when the loan is no loan (MOR-7).
 */
export function equalInstalments(terms: LoanTerms): Repayment {
  const instalment = monthlyInstalment(terms);
  return repaid(terms, (interest) => instalment.minus(interest));
}

/** Equal principal 等额本金: P / n to the fen every month and the interest on what is left (MOR-7). */
export function equalPrincipal(terms: LoanTerms): Repayment {
  const { principal, months } = terms;
  const share = Money.fen(divideHalfUp(principal.fen, BigInt(months)));
  return repaid(terms, () => share);
}

/** What equal instalments come to every month, but for the last (MOR-7). */
export function monthlyInstalment({ principal, annualRate, months }: LoanTerms): Money {
  const count = BigInt(months);
  if (annualRate.isZero) return Money.fen(divideHalfUp(principal.fen, count));
  const grown = (yearParts + annualRate.scaled) ** count;
  const [above, below] = [principal.fen * annualRate.scaled * grown, yearParts * (grown - yearParts ** count)];
  return Money.fen(divideHalfUp(above, below));
}

/** Twelve months of the whole rate: one month's interest is the annual rate over this. */
const yearParts = 12n * Rate.one.scaled;

function repaid(terms: LoanTerms, wanted: (interest: Money) => Money): Repayment {
  refuseUnlessLoan(terms);
  const payments: LoanPayment[] = [];
  let balance = terms.principal;
  for (let month = 1; month <= terms.months; month += 1) {
    const interest = Money.fen(divideHalfUp(balance.fen * terms.annualRate.scaled, yearParts));
    const principal = month === terms.months ? balance : Money.min(balance, wanted(interest));
    balance = balance.minus(principal);
    payments.push({ month, payment: principal.plus(interest), principal, interest, balance });
  }
  const totalInterest = Money.sum(payments.map(({ interest }) => interest));
  return { payments, totalInterest, total: terms.principal.plus(totalInterest) };
}

function refuseUnlessLoan({ principal, annualRate, months }: LoanTerms): void {
  const sane = Number.isInteger(months) && months >= 1 && months <= 600;
  if (!sane || !principal.isPositive || annualRate.isNegative || annualRate > Rate.one) {
    throw new RangeError('a loan has a principal, a rate from 0 to 1 and 1 to 600 months');
  }
}
