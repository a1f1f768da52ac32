import type { PricingBasis } from '#contracts/inventory.js';
import type { Clauses } from '#contracts/sales.js';
import type { Instant } from '#kernel/time.js';

/** The clauses in words, for the placeholders of a contract's sample (CON-1). */
export function clauseWords(clauses: Clauses): Record<string, string> {
  const { buyerLateRate, buyerGraceDays, sellerLateRate, sellerGraceDays } = clauses;
  return {
    ...{ buyerLateRate: percent(buyerLateRate), buyerGraceDays: String(buyerGraceDays) },
    ...{ sellerLateRate: percent(sellerLateRate), sellerGraceDays: String(sellerGraceDays) },
    buyerTier: tier(clauses.buyerLateTierDays, clauses.buyerLateRateBeyond),
    sellerTier: tier(clauses.sellerLateTierDays, clauses.sellerLateRateBeyond),
    ...{ handoverBy: dayInWords(clauses.handoverBy), handoverNoticeDays: String(clauses.handoverNoticeDays) },
    areaClause: clauses.areaOwnClause ?? areaClauses[clauses.areaMethod],
    filingClause: within(clauses.filingWithinDays, '办理合同登记备案'),
    titleClause: within(clauses.titleWithinDays, '办理不动产权登记所需资料的报送'),
  };
}

/** `2026年11月28日` */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** `2026年11月28日 18:00` in Shanghai. */
export function momentInWords(at: Instant): string {
  const [day, time] = new Date(at.getTime() + 8 * 3_600_000).toISOString().split('T') as [string, string];
  return `${dayInWords(day)} ${time.slice(0, 5)}`;
}

export const basisWords: Record<PricingBasis, string> = {
  building: '建筑面积',
  inner: '套内建筑面积',
  unit: '套',
};

const areaClauses: Record<PricingBasis, string> = {
  building:
    '面积差异按建筑面积结算：误差比绝对值在百分之三以内的，据实结算；超出的，买受人有权解除合同，不解除的依法处理。',
  inner:
    '面积差异按套内建筑面积结算：误差比绝对值在百分之三以内的，据实结算；超出的，买受人有权解除合同，不解除的依法处理。',
  unit: '该房屋按套计价，面积差异不另行结算。',
};

function tier(days: number | undefined, rate: { toString(): string } | undefined): string {
  if (!days || !rate) return '';
  return `逾期超过 ${days} 日的，自约定期限之次日起改按日 ${percent(rate)} 计算，不再适用前述标准。`;
}

function within(days: number | undefined, what: string): string {
  return days ? `出卖人应当在 ${days} 日内${what}。` : '';
}

/** `0.0003` as `0.03%`. */
export function percent(rate: { toString(): string }): string {
  const [whole = '0', fraction = ''] = rate.toString().split('.');
  const digits = `${whole}${fraction.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = fraction.slice(2);
  return `${digits}${rest ? `.${rest}` : ''}%`;
}
