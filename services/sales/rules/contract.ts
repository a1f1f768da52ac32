import type { PricingBasis } from '#contracts/inventory.js';
import type { Clauses, LintFinding, ScheduleLine } from '#contracts/sales.js';
import type { Area } from '#kernel/area.js';
import { divideHalfUp } from '#kernel/decimal.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import type { Day } from '#kernel/time.js';
import { type NodeTerms, type PlanLineTerms, scheduleOf } from './schedule.js';

/** What the contract is about: the deal of an effective subscription, and the unit as it was offered. */
export interface DealTerms {
  unitCode: string;
  price: Money;
  deposit: Money;
  pricingBasis: PricingBasis;
  buildingArea: Area;
  innerArea: Area;
}

/** A contract as it is signed (CON-1). */
export interface ContractTerms {
  pricePerM2: Money;
  pricePerM2Derivation: Derivation;
  schedule: ScheduleLine[];
  loan: Money;
  findings: LintFinding[];
}

/** The terms that a contract is signed on (CON-1), or the refusal. */
export function contractTerms(
  deal: DealTerms,
  lines: PlanLineTerms[],
  clauses: Clauses,
  signedOn: Day,
  nodes: NodeTerms[] = [],
): ContractTerms {
  const findings = lint(deal, clauses);
  const schedule = scheduleOf(deal.price, lines, signedOn, nodes);
  const loan = Money.sum(schedule.filter(({ kind }) => kind === 'loan').map(({ amount }) => amount));
  const { pricePerM2, derivation } = perSquareMetre(deal);
  return { pricePerM2, pricePerM2Derivation: derivation, schedule, loan, findings };
}

/** What the law or fairness frowns on in the clauses (CON-1); refuses clauses that cannot be carried out. */
export function lint({ unitCode: unit, price, deposit, pricingBasis }: DealTerms, clauses: Clauses): LintFinding[] {
  const { buyerLateRate: buyer, sellerLateRate: seller, areaMethod } = clauses;
  const days = { buyer: clauses.buyerGraceDays, seller: clauses.sellerGraceDays, notice: clauses.handoverNoticeDays };
  refuseTiers(clauses);
  if (areaMethod !== 'unit' && areaMethod !== pricingBasis) {
    refuse('CON-1.area-method', { unit, areaMethod, pricingBasis });
  }
  const depositMax = price.times(depositShareMax);
  const findings: (LintFinding | false)[] = [
    deposit > depositMax && {
      code: 'CON-1.deposit-share',
      zh: `定金 ${deposit} 超过总价款的20%（${depositMax}）`,
      en: `The deposit of ${deposit} is over 20% of the price (${depositMax})`,
    },
    (seller < buyer || beyondBelow(clauses)) && {
      code: 'CON-1.seller-late-rate',
      zh: `出卖人逾期违约金日率 ${seller} 低于买受人的 ${buyer}`,
      en: `The seller’s late rate of ${seller} a day is below the buyer’s ${buyer}`,
    },
    days.seller > days.buyer && {
      code: 'CON-1.seller-grace',
      zh: `出卖人宽限期 ${days.seller} 日长于买受人的 ${days.buyer} 日`,
      en: `The seller’s grace of ${days.seller} days is longer than the buyer’s ${days.buyer}`,
    },
    days.notice < noticeDaysMin && {
      code: 'CON-1.handover-notice',
      zh: `接楼通知提前 ${days.notice} 日，少于 ${noticeDaysMin} 日`,
      en: `The handover is announced ${days.notice} days ahead, fewer than ${noticeDaysMin}`,
    },
  ];
  return [...findings.filter((finding) => finding !== false), ...missingClauses(clauses)];
}

/** A second tier has days and rate, and the buyer's is no lower (model contract art. 8); every rate is a share. */
function refuseTiers(clauses: Clauses): void {
  const { buyerLateRate, sellerLateRate, buyerLateRateBeyond, sellerLateRateBeyond } = clauses;
  for (const rate of [buyerLateRate, sellerLateRate, buyerLateRateBeyond, sellerLateRateBeyond]) {
    if (rate && (rate.isNegative || rate > Rate.one)) refuse('CON-1.late-rate', { rate });
  }
  const buyer = Boolean(clauses.buyerLateTierDays) !== Boolean(buyerLateRateBeyond);
  const seller = Boolean(clauses.sellerLateTierDays) !== Boolean(sellerLateRateBeyond);
  if (buyer || seller) refuse('CON-1.late-tier', { party: buyer ? 'buyer' : 'seller' });
  const [first, beyond] = [buyerLateRate, buyerLateRateBeyond ?? buyerLateRate];
  if (beyond < first) refuse('CON-1.late-tier-lower', { first, beyond });
}

/** Beyond the first tier, too, the seller pays no less than the buyer. */
function beyondBelow({ buyerLateRate, sellerLateRate, buyerLateRateBeyond, sellerLateRateBeyond }: Clauses): boolean {
  return (sellerLateRateBeyond ?? sellerLateRate) < (buyerLateRateBeyond ?? buyerLateRate);
}

/** What a contract says nothing about, and should (CON-1): the second tiers, filing and title. */
function missingClauses(clauses: Clauses): LintFinding[] {
  const missing = expected.filter(({ name }) => clauses[name] === undefined);
  if (missing.length === 0) return [];
  const [zh, en] = [missing.map((one) => one.zh).join('、'), missing.map((one) => one.en).join(', ')];
  return [{ code: 'CON-1.incomplete', zh: `合同条款不完整：缺${zh}`, en: `The clauses say nothing about: ${en}` }];
}

const expected = [
  { name: 'buyerLateTierDays', zh: '买受人逾期付款第二档', en: 'the buyer’s second late tier' },
  { name: 'sellerLateTierDays', zh: '出卖人逾期交房第二档', en: 'the seller’s second late tier' },
  { name: 'filingWithinDays', zh: '登记备案期限', en: 'the time for filing' },
  { name: 'titleWithinDays', zh: '产权登记期限', en: 'the time for the title' },
] as const;

/** Only 20% of the price may be a legal deposit 定金 (SUB-2, law). */
const depositShareMax = Rate.parse('0.20');
/** A handover is announced at least so many days ahead (HAN-2). */
const noticeDaysMin = 10;

/** What a square metre costs in this deal: what an area difference is settled at later (TIT-2). */
function perSquareMetre({ price, pricingBasis, buildingArea, innerArea }: DealTerms) {
  const area = pricingBasis === 'inner' ? innerArea : buildingArea;
  const pricePerM2 = Money.fen(divideHalfUp(price.fen * 100n, area.hundredths));
  return { pricePerM2, derivation: derive('price ÷ area', 'CON-1', { price, area }, pricePerM2) };
}
