import type { PaymentMethod } from '#contracts/finance.js';
import { BadCell, type CellRow } from '#kernel/cells.js';
import type { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import { allocated, open } from './turns.js';
import { movement, type Movement } from './movement.js';
import type { DealState, Owed, Standing } from './standing.js';

/** The headings of a table of opening receipts; without 核销款项 money goes to what was due first. */
export const openingHeadings = {
  required: ['旧收据号', '编号', '收款日期', '付款人', '金额', '收款方式'],
  optional: ['核销款项'],
} as const;

/** A receipt from before this system, as the table says it. */
export interface OldReceipt {
  row: number;
  oldNumber: string;
  /** The number of its deal. */
  deal: string;
  receivedOn: Day;
  payer: string;
  amount: Money;
  method: PaymentMethod;
  /** What it is put to, by name, in this order. */
  labels: string[];
}

/** The deal that it belongs to, as far as its money goes. */
export interface OpeningDeal extends Standing {
  state: DealState;
  withdrawalId?: string | null;
  awaitsExchange?: boolean;
}

/** The receipt that the row says, or what is wrong as a BadCell. */
export function oldReceipt(row: CellRow): OldReceipt {
  const amount = row.money('金额');
  if (!amount.isPositive) throw new BadCell('金额', '金额应大于零', 'A receipt is above zero');
  return {
    ...{ row: row.row, oldNumber: row.text('旧收据号', 40), deal: row.text('编号', 40), amount },
    ...{ receivedOn: row.day('收款日期'), payer: row.text('付款人'), method: row.oneOf('收款方式', methods) },
    labels: row.has('核销款项') ? row.text('核销款项').split(/[、,，;；]/u) : [],
  };
}

const methods: Record<string, PaymentMethod> = {
  ...{ 现金: 'cash', 刷卡: 'card', 转账: 'transfer', 支票: 'cheque', 贷款: 'loan' },
};

/** Old money to what was told, or oldest due first; late fees that were still owed are not paid by it. */
export function openingMovement(deal: OpeningDeal, owed: Owed[], receipt: OldReceipt): Movement {
  if (deal.state === 'cancelled') throw new BadCell('编号', '该交易已取消', 'The deal was cancelled');
  if (deal.withdrawalId || deal.awaitsExchange)
    throw new BadCell('编号', '该交易正在退房或换房', 'The deal is changing');
  const { amount, method, labels } = receipt;
  const isFor = ({ kind }: Owed) => (method === 'loan' ? kind === 'loan' : kind !== 'loan' && kind !== 'late-fee');
  const to = labels.length > 0 ? labels.map((label) => told(owed, label.trim(), method)) : open(owed, isFor);
  return movement(deal, { in: amount, method, parts: allocated(amount, to) });
}

/** The open line of this name; the loan is paid by the bank alone (MOR-5). */
function told(owed: Owed[], label: string, method: PaymentMethod): Owed {
  const one = open(owed, () => true).find((candidate) => candidate.label === label);
  if (!one) throw new BadCell('核销款项', `没有未付清的款项“${label}”`, `There is no open line “${label}”`);
  if ((one.kind === 'loan') === (method === 'loan')) return one;
  throw new BadCell(
    '核销款项',
    '贷款方式只核销贷款，其他方式只核销房款',
    'Loans pay loan lines, and nothing else does',
  );
}
