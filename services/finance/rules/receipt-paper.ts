import type { PaymentMethod } from '#contracts/finance.js';
import { capitals } from '#kernel/capitals.js';
import type { Money } from '#kernel/money.js';
import { dayOf, type Instant } from '#kernel/time.js';

interface Printed {
  number: string;
  payer: string;
  amount: Money;
  method: PaymentMethod;
  cashierName: string;
  receivedAt: Instant;
  trace: string;
  chequeNumber?: string | null;
  externalReference?: string | null;
  reason?: string | null;
}

/** What the paper says besides the receipt: of which home, what it paid, and what became of it. */
interface Around {
  project: string;
  unit: string;
  paid: { label: string; amount: Money }[];
  /** Of a red letter: the number that it takes back. */
  reverses?: string | undefined;
  /** The number of the red letter that took it back. */
  redLetter?: string | undefined;
  /** Why it was voided. */
  voidedFor?: string | undefined;
}

/** A receipt 收据 as it is handed over, the amount in digits and in capital numerals; taken back, it says so (FIN-4). */
export function receiptPaper(receipt: Printed, around: Around) {
  const { number, trace, receivedAt: printedAt } = receipt;
  const fields: [string, string][] = [
    ['项目', around.project],
    ['房号', around.unit],
    ['付款人', receipt.payer],
    ['金额（元）', receipt.amount.toString()],
    ['大写金额', `人民币${capitals(receipt.amount)}`],
    ['付款方式', methods[receipt.method]],
    ...given('支票号', receipt.chequeNumber),
    ...given('外部流水号', receipt.externalReference),
    ['收款日期', dayOf(printedAt)],
    ['收款人', receipt.cashierName],
    ...stateFields(receipt, around),
  ];
  const rows = around.paid.map(({ label, amount }) => [label, amount.toString()]);
  const pays = rows.length > 0 ? [{ heading: '款项' }, { table: { head: ['款项', '金额（元）'], rows } }] : [];
  const watermark = markOf(around);
  const blocks = [{ fields }, ...pays, { signatures: ['收款单位（盖章）', '付款人'] }];
  return { title: around.reverses ? '红字收据' : '收据', number, trace, printedAt, blocks, ...watermark };
}

function stateFields({ reason }: Printed, { reverses, redLetter, voidedFor }: Around): [string, string][] {
  if (reverses) return [['红冲收据号', reverses], ...given('红冲原因', reason)];
  return [...given('作废原因', voidedFor), ...given('已红冲，红字收据号', redLetter)];
}

function markOf({ reverses, redLetter, voidedFor }: Around): { watermark?: string } {
  if (voidedFor !== undefined) return { watermark: '作废' };
  if (reverses) return { watermark: '红字' };
  return redLetter ? { watermark: '已红冲' } : {};
}

function given(label: string, value?: string | null): [string, string][] {
  return value ? [[label, value]] : [];
}

const methods: Record<PaymentMethod, string> = {
  ...{ cash: '现金', card: '刷卡', transfer: '转账', cheque: '支票', loan: '银行贷款' },
};
