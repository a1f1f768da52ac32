import type { InvoiceKind, InvoiceState, ReversalCause } from '#contracts/finance-invoices.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';

export type Step = keyof typeof steps;

/** THE STATES of an invoice (FIN-11), a line a step: from which it can be taken, and where it leads. */
// prettier-ignore
const steps = {
  confirm: step('审核', 'confirm', ['issued'], 'confirmed'),
  return: step('退回', 'return', ['issued'], 'refused'),
  correct: step('更正', 'correct', ['issued', 'refused'], 'issued'),
  cancel: step('取消', 'cancel', ['issued', 'refused'], 'cancelled'),
  accept: step('登记税局赋号', 'take in the tax number of', ['confirmed'], 'accepted'),
  refuse: step('登记税局退回', 'take in the refusal of', ['confirmed'], 'refused'),
  collect: step('交付', 'hand over', ['accepted'], 'collected'),
  redden: step('红冲', 'take back', ['accepted', 'collected'], 'reversed'),
};

const statesZh: Record<InvoiceState, string> = {
  ...{ issued: '待审核', confirmed: '待税局回执', accepted: '已开具', refused: '被退回', collected: '已交付' },
  ...{ reversed: '已红冲', cancelled: '已取消' },
};

/** Where the step leads, or the refusal: a red letter is neither handed over nor taken back. */
export function stepped(name: Step, invoice: { number: string; kind: InvoiceKind; state: InvoiceState }): InvoiceState {
  const { zh, en, from, to } = steps[name];
  const { number, state, kind } = invoice;
  const facts = { number, state, stateZh: statesZh[state], stepZh: zh, stepEn: en };
  if (!from.includes(state)) refuse('FIN-11.not-now', facts);
  if (kind === 'red' && (name === 'collect' || name === 'redden')) refuse('FIN-11.red-letter', { number });
  return to;
}

/** How an invoice stands at the tax office. */
export interface TaxStanding {
  state: 'submitted' | 'accepted' | 'refused';
  number?: string;
  issuedOn?: Day;
  fileUrl?: string;
  fileHash?: string;
  reason?: string;
}

interface AtTax {
  id: string;
  number: string;
  kind: InvoiceKind;
  state: InvoiceState;
  amount: Money;
  taxNumber?: string | null;
  reason?: string | null;
}

/** The deal, the invoice that a red letter takes back, and why the deal can have no invoice any more. */
interface Around {
  ids: Ids;
  blue?: AtTax;
  gone?: ReversalCause;
}

interface Ids {
  dealId: string;
  contractId: string;
  unitId: string;
  projectId: string;
}

/**
 * What the tax office's word makes of an invoice, and of the blue one that a red letter takes back: marks for each, and
 * what is told (FIN-11, TIT-4). Nothing while it has not decided.
 */
export function taxOutcome(invoice: AtTax, standing: TaxStanding, { ids, blue, gone }: Around) {
  if (standing.state === 'submitted') return undefined;
  if (standing.state === 'refused') {
    const marks = { state: stepped('refuse', invoice), refusedFor: standing.reason ?? '税局退回，未说明原因' };
    return { marks };
  }
  const { number: taxNumber, issuedOn, fileUrl = null, fileHash = null } = standing;
  if (!taxNumber || !issuedOn) refuse('FIN-11.answer-half', { number: invoice.number });
  const marks = { state: stepped('accept', invoice), taxNumber, taxIssuedOn: issuedOn, fileUrl, fileHash };
  const { id: invoiceId, amount } = invoice;
  if (!blue)
    return {
      marks: { ...marks, toReverseFor: gone ?? null },
      confirmed: { ...ids, invoiceId, number: taxNumber, amount },
    };
  const reversed = {
    ...{ ...ids, invoiceId: blue.id, number: blue.taxNumber!, amount: blue.amount, reason: invoice.reason! },
    ...{ redInvoiceId: invoiceId, redNumber: taxNumber },
  };
  return { marks, blue: { state: stepped('redden', blue) }, reversed };
}

/**
 * What becomes of the standing invoice of a deal that is off or whose contract is another (FIN-11): nobody has it yet,
 * and it is dropped or returned; or it has to be taken back.
 */
export function overtaken(state: InvoiceState, cause: ReversalCause, reason: string) {
  const off = cause === 'cancelled' || cause === 'withdrawn';
  if (state === 'issued' || state === 'refused') {
    return off
      ? { state: 'cancelled' as const, cancelledFor: reason }
      : { state: 'refused' as const, refusedFor: reason };
  }
  return { toReverseFor: cause };
}

/** How a cause is said to the accountant whose invoice is back. */
export const causesZh: Record<ReversalCause, string> = {
  withdrawn: '已退房',
  cancelled: '交易已取消',
  revised: '合同价已变更',
  unpaid: '款项不再结清',
};

function step(zh: string, en: string, from: InvoiceState[], to: InvoiceState) {
  return { zh, en, from, to };
}
