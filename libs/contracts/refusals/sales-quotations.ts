import type { Refusals } from './table.js';

export const salesQuotationsRefusals = {
  'INV-6.plan-ended': {
    status: 409,
    zh: '付款方式 {plan} 已于 {endedAt} 停用',
    en: 'Payment plan {plan} was ended on {endedAt}',
  },
  'INV-6.discount-ended': {
    status: 409,
    zh: '优惠 {discount} 已于 {endedAt} 停用',
    en: 'Discount {discount} was ended on {endedAt}',
  },
  'INV-6.discount-early': {
    status: 409,
    zh: '优惠 {discount} 自 {validFrom} 起生效',
    en: 'Discount {discount} is granted from {validFrom} on',
  },
  'INV-6.discount-layout': {
    status: 409,
    zh: '优惠 {discount} 仅限户型：{layouts}',
    en: 'Discount {discount} is only for these layouts: {layouts}',
  },
  'INV-6.discount-minimum': {
    status: 409,
    zh: '优惠 {discount} 要求表价不低于 {minimum}（现为 {list}）',
    en: 'Discount {discount} needs a list price of at least {minimum}; it is {list}',
  },
  'INV-6.discount-customer': {
    status: 409,
    zh: '优惠 {discount} 仅限客户类别：{kinds}',
    en: 'Discount {discount} is only for these customers: {kinds}',
  },
  'INV-6.discount-exclusive': {
    status: 409,
    zh: '优惠 {discounts} 属同一互斥组“{group}”，只能取其一',
    en: 'Discounts {discounts} are of the group “{group}”, of which only one is granted',
  },
  'INV-6.discounts-many': { status: 400, zh: '优惠组合过多', en: 'Too many combinations of discounts' },
  'INV-6.price-gone': {
    status: 409,
    zh: '优惠后价格 {price} 不大于零（表价 {list}）',
    en: 'The discounts leave a price of {price} from {list}',
  },
  'INV-6.remainder': {
    status: 409,
    zh: '末期“{label}”的余额为负：{price} − {earlier} = {amount}',
    en: 'The remainder of the last line “{label}” is below zero: {price} − {earlier} = {amount}',
  },
  'INV-6.node-unplanned': {
    status: 409,
    zh: '“{label}”所依工程节点 {node} 在该楼栋尚无计划',
    en: '“{label}” waits for node {node}, which is not planned for this building',
  },
  'INV-6.loan-terms': {
    status: 400,
    zh: '付款方式含 {loanKind} 贷款，须给出年利率和年限',
    en: 'The plan has a {loanKind} loan: say its annual rate and years',
  },
  'INV-6.loan-not-there': {
    status: 400,
    zh: '付款方式没有该 {loanKind} 贷款，或重复给出',
    en: 'The plan has no such {loanKind} loan, or it is there twice',
  },
  'INV-6.loan-rate': { status: 400, zh: '年利率 {annualRate} 应在 0 与 1 之间', en: '{annualRate} is no annual rate' },
  'INV-4.deal-permit-suspended': {
    status: 409,
    zh: '预售许可证 {number} 已停用（{reason}），房间 {unit} 不得销售',
    en: 'Permit {number} of unit {unit} is not in force ({reason}): nothing is sold under it',
  },
  'INV-4.deal-permit-expired': {
    status: 409,
    zh: '预售许可证 {number} 已于 {validUntil} 到期，房间 {unit} 不得销售',
    en: 'Permit {number} of unit {unit} was valid until {validUntil}: nothing is sold under it',
  },
  'INV-4.deal-above-filed': {
    status: 409,
    zh: '房间 {unit} 的成交价 {price} 高于备案价 {filed}',
    en: 'The price {price} of unit {unit} is above its filed price {filed}',
  },
} satisfies Refusals;
