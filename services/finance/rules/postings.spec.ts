import { Money } from '#kernel/money.js';
import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cancellationMovement,
  contractMovement,
  disbursementMovement,
  receiptMovement,
  settlementMovement,
} from './allocation.js';
import { shown } from './chart.js';
import { reversalMovement } from './exchange.js';
import { forfeitureMovement } from './forfeiture.js';
import { documentNames, type DocumentKind } from './ledger.js';
import type { Movement } from './movement.js';
import { refundMovement } from './refund.js';
import { nothing, type Owed, type Standing } from './standing.js';

const yuan = (text: string) => Money.parse(text);
const owed = (kind: Owed['kind'], amount: string, paid = '0.00'): Owed => ({
  ...{ id: kind, kind, label: kind, line: 0, amount: yuan(amount), paid: yuan(paid), dueOn: '2026-12-01' },
  state: amount === paid ? 'paid' : 'open',
});
const standing = (received: string, credit = '0.00'): Standing => ({
  ...nothing,
  ...{ received: yuan(received), credit: yuan(credit), allocated: yuan(received).minus(yuan(credit)) },
});
const taking = { state: 'contracted' as const, unitCode: '3-1201' };
const deposit = owed('deposit', '20000.00', '20000.00');
const price = owed('price', '1000000.00', '20000.00');

/** What happens, as an accountant would say it: the paper, and a movement of each kind. */
const happenings: [kind: DocumentKind, zh: string, event: string, movement: Movement][] = [
  [
    ...(['receipt', '收定金（现金）', '收款员收款'] as const),
    receiptMovement({ ...nothing, ...taking }, [owed('deposit', '20000.00')], {
      amount: yuan('20000.00'),
      method: 'cash',
    }),
  ],
  [
    ...(['contract', '签约，定金转为房款', 'sales.contract-signed'] as const),
    contractMovement(standing('20000.00'), [deposit, owed('price', '1000000.00')]),
  ],
  [
    ...(['receipt', '收房款，多收部分暂存', '收款员收款'] as const),
    receiptMovement({ ...standing('20000.00'), ...taking }, [price], { amount: yuan('980500.00'), method: 'transfer' }),
  ],
  [
    ...(['receipt', '银行放款', 'mortgage.loan-disbursed'] as const),
    disbursementMovement(nothing, [owed('loan', '700000.00')], yuan('700000.00')),
  ],
  [
    ...(['receipt', '收违约金', '收款员收款'] as const),
    receiptMovement({ ...nothing, ...taking }, [owed('late-fee', '80.00')], { amount: yuan('80.00'), method: 'card' }),
  ],
  [
    'refund',
    '支付退款',
    '销售会计付款',
    refundMovement(standing('500.00', '500.00'), { state: 'approved', amount: yuan('500.00') }),
  ],
  [
    ...(['settlement', '面积差款：客户补交', 'sales.supplement-signed'] as const),
    settlementMovement(standing('0.00'), [], owed('area-settlement', '12000.00')),
  ],
  [
    ...(['settlement', '面积差款：应退客户，抵欠款', 'sales.supplement-signed'] as const),
    settlementMovement(standing('20000.00'), [price], owed('area-settlement', '-12000.00')),
  ],
  [
    'cancellation',
    '定购取消，已收转暂存',
    'sales.subscription-cancelled',
    cancellationMovement(standing('20000.00'), [deposit]),
  ],
  ['forfeiture', '没收定金', '财务总监决定', forfeitureMovement(standing('20000.00', '20000.00'), yuan('20000.00'))],
  [
    ...(['reversal', '红冲收据', '红冲、换发'] as const),
    reversalMovement(
      standing('20000.00'),
      [deposit],
      { id: 'r', amount: yuan('20000.00'), method: 'transfer' },
      {
        ...{
          slices: [{ receiptId: 'r', receivableId: 'deposit', valueDay: '2026-11-01', amount: yuan('20000.00') }],
          free: [],
        },
      },
    ),
  ],
];

/** `借 1002 银行存款 20000.00；贷 …`, debits first. */
function entry({ lines }: Movement): string {
  const said = (['debit', 'credit'] as const).flatMap((side) =>
    lines
      .filter((line) => line[side].isPositive)
      .toSorted((one, other) => (one.account < other.account ? -1 : 1))
      .map((line) => `${side === 'debit' ? '借' : '贷'} ${line.account} ${shown(line.account).zh} ${line[side]}`),
  );
  return said.join('<br>');
}

it('FIN-3 the manual says of each happening what the rules post', () => {
  const said = readFileSync(join(import.meta.dirname, '../../../docs/manual/accounting.md'), 'utf8');
  const missing = happenings
    .map(([kind, zh, event, movement]) => [zh, event, documentNames[kind].zh, entry(movement)])
    .filter((cells) => !said.split('\n').some((line) => sameRow(line, cells)))
    .map((cells) => `| ${cells.join(' | ')} |`);
  expect(missing).toEqual([]);
});

/** Whether the line is this row of a table, however its columns are padded. */
function sameRow(line: string, cells: string[]): boolean {
  const read = line.split('|').slice(1, -1);
  return read.map((cell) => cell.trim()).join('|') === cells.join('|');
}

it('FIN-3 what is posted is balanced', () => {
  for (const [, , , { lines }] of happenings) {
    const [debit, credit] = (['debit', 'credit'] as const).map((side) => Money.sum(lines.map((line) => line[side])));
    expect(debit!.equals(credit!) && debit!.isPositive).toBe(true);
  }
});
