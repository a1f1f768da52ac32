import type { InvoiceKind, InvoiceState } from '#contracts/finance-invoices.js';
import { refuse } from '#kernel/refusal.js';
import type { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';

interface Printed {
  number: string;
  kind: InvoiceKind;
  state: InvoiceState;
  taxNumber?: string | null;
  taxIssuedOn?: Day | null;
  amount: Money;
  net: Money;
  vat: Money;
  /** Masked. */
  buyer: string;
  fileHash?: string | null;
}

/** The hand-over slip 发票签收单: what is handed over, and the receipts that the customer gives back for it (§3.9.3). */
export function slip(invoice: Printed, unit: string, receipts: { number: string; amount: Money }[]) {
  const { number, kind, state, taxNumber, taxIssuedOn, amount, net, vat, buyer, fileHash } = invoice;
  if (kind === 'red' || !taxNumber || !taxIssuedOn) refuse('FIN-11.nothing-to-hand-over', { number, state });
  const fields: [string, string][] = [
    ['房号', unit],
    ['购买方', buyer],
    ['数电票号码', taxNumber],
    ['开票日期', taxIssuedOn],
    ['价税合计', amount.toString()],
    ['不含税金额', net.toString()],
    ['增值税额', vat.toString()],
    ['文件校验码 SHA-256', fileHash ?? '—'],
  ];
  const rows = receipts.map((receipt) => [receipt.number, receipt.amount.toString()]);
  return {
    title: '购房发票签收单',
    number,
    blocks: [
      { fields },
      { heading: '交回换取发票的收据' },
      { table: { head: ['收据号', '金额'], rows, widths: [0.6, 0.4] } },
      { signatures: ['客户签收', '经办会计'] },
    ],
  };
}
