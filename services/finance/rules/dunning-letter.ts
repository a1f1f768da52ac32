import { derive } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { addDays, type Day, daysBetween } from '#kernel/time.js';
import { dueAfterDelay } from './payment-delay.js';
import { type Owed, unpaid } from './standing.js';

interface Letter {
  project: string;
  unit: string;
  owed: (Owed & { delayedUntil?: Day | null; awaitsNode?: boolean })[];
}

/** A letter 催款函: what is overdue line by line, the sum and how it was computed, and by when to pay (FIN-10, ALL-2). */
export function letterBlocks({ project, unit, owed }: Letter, today: Day) {
  const late = owed.filter((one) => one.state === 'open' && !one.awaitsNode && dueAfterDelay(one) < today);
  const sums = late.map((one) => unpaid(one));
  const total = Money.sum(sums);
  const { formula, rule, inputs } = derive('sum of amount − paid', 'FIN-9', { today, lines: late.length }, total);
  const rows = late.map((one, at) => {
    const days = `${daysBetween(one.dueOn, today)}`;
    return [one.label, `${one.amount}`, `${one.paid}`, `${sums[at]}`, one.dueOn, days];
  });
  return [
    { text: `${unit} 的买受人：` },
    { text: `您购买的${project} ${unit}，截至 ${today} 有下列款项逾期未付：` },
    { table: { head: ['款项', '应付（元）', '已付（元）', '欠付（元）', '应付日', '逾期天数'], rows } },
    { fields: [['欠付合计（元）', `${total}`] as [string, string]] },
    { text: `计算：各期欠付之和（${formula}，${rule}，${inputs.lines} 笔，截至 ${inputs.today}）。` },
    {
      text:
        `请于 ${addDays(today, 7)} 前付清。逾期不付的，我方将依合同追究违约责任，并可移交律师处理。` +
        '如已付款，请与我方财务联系核对。',
    },
    { signatures: ['出卖人（盖章）', '签收人'] },
  ];
}
