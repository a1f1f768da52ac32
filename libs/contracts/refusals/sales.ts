import type { Refusals } from './table.js';

export const salesRefusals = {
  'HOLD-1.unit-held': {
    status: 409,
    zh: '房间 {unit} 已由 {by} {kindZh}（{since}）',
    en: 'Unit {unit} is held by {by} ({kindEn}, since {since})',
  },
  'INV-4.deal-without-permit': {
    status: 409,
    zh: '房间 {unit} 没有有效的预售许可证，不能销售',
    en: 'Unit {unit} has no effective pre-sale permit and cannot be sold',
  },
  'INV-4.deal-below-floor': {
    status: 409,
    zh: '房间 {unit} 的成交价 {price} 低于底价 {floor}，须先批准优惠',
    en: 'The price {price} of unit {unit} is below the floor price {floor}: a discount has to be approved first',
  },
  'INV-5.unit-withheld': {
    status: 409,
    zh: '房间 {unit} 已销控，暂不销售',
    en: 'Unit {unit} is withheld from sale',
  },
  'INV-6.discount-plan': {
    status: 409,
    zh: '优惠 {discount} 不适用于该付款方式（{plan}）',
    en: 'Discount {discount} is not granted with this payment plan ({plan})',
  },
  'INV-6.discount-expired': {
    status: 409,
    zh: '优惠 {discount} 已于 {validUntil} 到期',
    en: 'Discount {discount} was valid until {validUntil}',
  },
  'SUB-1.shares': {
    status: 400,
    zh: '买受人的份额须为正数，合计为 1',
    en: 'The buyers’ shares must be positive and add up to 1',
  },
  'SUB-1.buyer-missing': {
    status: 400,
    zh: '买受人中须包括该客户本人',
    en: 'The customer must be one of the buyers',
  },
  'SUB-1.buyer-twice': {
    status: 400,
    zh: '同一买受人只能出现一次',
    en: 'A buyer can be named only once',
  },
  'SUB-2.deposit-share': {
    status: 409,
    zh: '定金 {deposit} 超过总价的20%（{depositMax}）',
    en: 'The deposit of {deposit} is over 20% of the price ({depositMax})',
  },
  'CON-1.not-effective': {
    status: 409,
    zh: '房间 {unit} 的定购{stateZh}：只有已生效的定购才能签约',
    en: 'The subscription of unit {unit} is {stateEn}: a contract comes from an effective one',
  },
  'CON-1.late-rate': {
    status: 400,
    zh: '违约金日率 {rate} 须在 0 与 1 之间',
    en: 'A late rate of {rate} a day is not between 0 and 1',
  },
  'CON-1.area-method': {
    status: 400,
    zh: '房间 {unit} 的计价方式为 {pricingBasis}，面积差异不能按 {areaMethod} 处理',
    en: 'Unit {unit} is priced by {pricingBasis}: an area difference cannot be settled by {areaMethod}',
  },
  'CON-3.order': {
    status: 409,
    zh: '合同 {number} 尚未轮到此项审核：{turnZh}',
    en: 'It is not the turn of this review of contract {number}: {turnEn}',
  },
  'CON-3.not-in-review': {
    status: 409,
    zh: '合同 {number} 不在审核中。下一步：{next}',
    en: 'Contract {number} is not in review. Next: {next}',
  },
  'CON-3.reason-missing': {
    status: 400,
    zh: '退回合同 {number} 须写明原因',
    en: 'Give the reason for which contract {number} is returned',
  },
  'CON-3.not-returned': {
    status: 409,
    zh: '合同 {number} 未被退回，不能重新送审。下一步：{next}',
    en: 'Contract {number} was not returned and is not sent in again. Next: {next}',
  },
  'CON-3.not-approved': {
    status: 409,
    zh: '合同 {number} 尚未通过全部审核，不能盖章。下一步：{next}',
    en: 'Contract {number} is sealed only when all four approved it. Next: {next}',
  },
  'CON-6.not-sealed': {
    status: 409,
    zh: '合同 {number} 现在不能送监证。下一步：{next}',
    en: 'Contract {number} cannot be filed now. Next: {next}',
  },
  'CON-7.no-settlement': {
    status: 409,
    zh: '合同 {number} 的面积差款尚未复核，不能签订补充合同',
    en: 'The area of contract {number} is not settled yet: the supplementary contract comes after it',
  },
  'CON-7.signed-already': {
    status: 409,
    zh: '合同 {number} 的补充合同已签订',
    en: 'The supplementary contract of {number} is signed already',
  },
  'CON-7.price-differs': {
    status: 409,
    zh: '合同 {number} 的价款为 {price}，与面积结算（{oldPrice} + {difference} = {newPrice}）不符',
    en: 'Contract {number} is at {price}, which its area settlement ({oldPrice} + {difference} = {newPrice}) does not fit',
  },
} satisfies Refusals;
