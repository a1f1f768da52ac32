import type { LoanKind } from '#contracts/inventory.js';
import type { LoanEstimate, QuotationSheet } from '#contracts/sales-quotations.js';
import type { Derivation } from '#kernel/derivation.js';
import { dayOf, type Instant } from '#kernel/time.js';
import { percent } from './paper-words.js';

/** The quotation as it is printed: prices with their steps, instalments, loans, and what it does not promise. */
export function quotationPaper(sheet: QuotationSheet) {
  const { deposit, loans, schedule, validUntil } = sheet;
  const lines = schedule.map(({ label, amount, dueOn, nodeId, derivation }) => {
    return [label, `${amount}`, nodeId ? `${dueOn}（按工程节点）` : dueOn, said(derivation)];
  });
  return [
    { fields: unitFields(sheet) },
    { heading: '价格' },
    { table: { head: ['项目', '金额（元）', '计算'], rows: priceRows(sheet), widths: [0.25, 0.2, 0.55] } },
    { heading: `付款计划：${sheet.plan.name}` },
    { table: { head: ['款项', '金额（元）', '应付日期', '计算'], rows: lines, widths: [0.2, 0.2, 0.2, 0.4] } },
    { text: `定金 ${deposit} 元，计入首笔房款。应付日期按今日签约推算。` },
    ...loans.flatMap(loanBlocks),
    { heading: '说明' },
    {
      text:
        `本报价有效至 ${momentOf(validUntil)}，不构成预留或定购：在定购之前，房间可由他人定购。` +
        '贷款金额、利率和年限以贷款机构批准为准，月供为估算。房间面积以实测为准。',
    },
    { signatures: ['置业顾问', '客户'] },
  ];
}

function unitFields(sheet: QuotationSheet): [string, string][] {
  const { project, unitCode, layout, buildingArea, innerArea, permitNumber, priceVersion, madeAt } = sheet;
  return [
    ['项目', project],
    ['房间', [unitCode, layout].filter(Boolean).join('  ')],
    ['建筑面积／套内面积', `${buildingArea} ㎡／${innerArea} ㎡`],
    ['预售许可证', permitNumber],
    ['价格版本', `第 ${priceVersion} 版`],
    ['置业顾问', sheet.consultant],
    ['报价时间', momentOf(madeAt)],
    ['有效期至', momentOf(sheet.validUntil)],
  ];
}

function priceRows({ listPrice, dealPrice, derivation, discounts }: QuotationSheet): string[][] {
  const nameOf = (code: string | undefined) => discounts.find((one) => one.code === code)?.name ?? code ?? '优惠';
  const steps = (derivation.steps ?? []).map((step) => [nameOf(step.inputs.discount), step.result, said(step)]);
  return [['表价', `${listPrice}`, '价格表'], ...steps, ['优惠后总价', `${dealPrice}`, '']];
}

function loanBlocks({ loanKind, principal, annualRate, years, ...ways }: LoanEstimate) {
  const { equalInstalments, equalPrincipal } = ways;
  const rows = [['等额本息', equalInstalments] as const, ['等额本金', equalPrincipal] as const].map(
    ([name, { firstPayment, secondPayment, lastPayment, totalInterest, total }]) => {
      return [name, ...[firstPayment, secondPayment, lastPayment, totalInterest, total].map(String)];
    },
  );
  const head = ['还款方式', '首月', '次月', '末月', '利息合计', '本息合计'];
  return [
    { heading: `${lenders[loanKind]}估算` },
    { text: `贷款 ${principal} 元，年利率 ${percent(annualRate)}，${years} 年（${years * 12} 期）。` },
    { table: { head, rows } },
  ];
}

const lenders: Record<LoanKind, string> = { commercial: '商业贷款', 'provident-fund': '公积金贷款' };

/** A derivation in a line: what was taken, and how it was rounded (ALL-2). */
function said({ formula, inputs, rounding }: Derivation): string {
  const numbers = Object.entries(inputs).filter(([name]) => name !== 'discount');
  const given = numbers.map(([name, value]) => `${words[name] ?? name} ${value}`).join('，');
  const by = rounding === 'none' || rounding === 'half-up-fen' ? '' : `，取整 ${roundings(rounding)}`;
  return `${formulas[formula] ?? formula}${given ? `：${given}` : ''}${by}`;
}

const formulas: Record<string, string> = {
  'price × share': '总价 × 比例',
  'price − earlier lines': '总价 − 前期合计',
  'amount of the plan': '固定金额',
  'price × rate': '价格 × 折扣率',
  'price − amount': '价格 − 优惠金额',
};

const words: Record<string, string> = {
  ...{ price: '价格', share: '比例', earlier: '前期', rate: '折扣率', amount: '金额' },
};

const points: Record<string, string> = {
  ...{ fen: '分', yuan: '元', hundred: '百元', thousand: '千元', 'ten-thousand': '万元' },
};

function roundings(name: string): string {
  const [, way, point] = /^(half-up|down)-(.+)$/.exec(name) ?? [];
  return `至${points[point ?? 'fen']}（${way === 'down' ? '舍去' : '四舍五入'}）`;
}

/** `2026-11-23 09:30`, in Shanghai. */
function momentOf(instant: Instant): string {
  const time = new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
  return `${dayOf(instant)} ${time}`;
}
