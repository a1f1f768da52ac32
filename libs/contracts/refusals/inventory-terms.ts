import type { Refusals } from './table.js';

export const inventoryTermsRefusals = {
  'INV-6.share-or-amount': {
    status: 400,
    zh: '“{label}”须且只须给出比例或金额之一（末期取余额，可均不填）',
    en: '“{label}” is either a share or an amount (the last line, which takes the remainder, may be neither)',
  },
  'INV-6.line-amount': {
    status: 400,
    zh: '“{label}”的金额 {amount} 应大于零',
    en: 'The amount {amount} of “{label}” must be above zero',
  },
  'INV-6.last-line': {
    status: 400,
    zh: '末期“{label}”取余额：有固定金额的付款方式，末期不得再定比例或金额',
    en: 'The last line “{label}” takes the remainder: in a plan with fixed amounts it has no share or amount of its own',
  },
  'INV-6.due-rule': {
    status: 400,
    zh: '“{label}”须且只须给出一种应付时间：签约后若干天、固定日期或工程节点',
    en: '“{label}” falls due in exactly one way: days after signing, a day, or a construction node',
  },
  'INV-6.loan-missing': {
    status: 400,
    zh: '付款方式（{kind}）缺少 {loanKind} 贷款期',
    en: 'A {kind} plan needs a {loanKind} loan line',
  },
  'INV-6.group-rule': {
    status: 400,
    zh: '互斥组与组内规则（best、exclude）须一并给出',
    en: 'A group and its rule (best, exclude) are given together',
  },
  'INV-6.never-valid': {
    status: 400,
    zh: '生效日 {validFrom} 晚于截止日 {validUntil}',
    en: 'It would begin on {validFrom}, after its end on {validUntil}',
  },
  'INV-6.reason-missing': { status: 400, zh: '取代原条款须写明原因', en: 'To supersede needs a reason' },
  'INV-6.plan-ended-already': {
    status: 409,
    zh: '付款方式 {code} 已于 {endedAt} 停用',
    en: 'Payment plan {code} was ended at {endedAt}',
  },
  'INV-6.discount-ended-already': {
    status: 409,
    zh: '优惠 {code} 已于 {endedAt} 停用',
    en: 'Discount {code} was ended at {endedAt}',
  },
  'INV-6.node-reached': {
    status: 409,
    zh: '工程节点“{node}”已于 {reachedOn} 到达，不再改计划',
    en: 'Node “{node}” was reached on {reachedOn}: its plan stands',
  },
  'INV-6.node-reason': {
    status: 400,
    zh: '工程节点“{node}”已定为 {day}，更改须写明原因',
    en: 'Node “{node}” has its day, {day}; to change it needs a reason',
  },
  'INV-6.node-to-come': {
    status: 400,
    zh: '工程节点“{node}”的到达日 {reachedOn} 尚未到',
    en: 'The day {reachedOn} on which node “{node}” was reached is still to come',
  },
  'INV-3.nothing-changed': { status: 400, zh: '房间 {unit} 没有任何变更', en: 'Nothing would change in unit {unit}' },
  'INV-3.areas': {
    status: 400,
    zh: '房间 {unit} 的面积不合理：建筑面积 {building}，套内面积 {inner}',
    en: 'Unit {unit} cannot have a building area of {building} and an inner area of {inner}',
  },
  'INV-4.permit-not-in-force': {
    status: 409,
    zh: '预售许可证 {number} {stateZh}',
    en: 'Permit {number} is {stateEn}',
  },
  'INV-4.permit-in-force': {
    status: 409,
    zh: '预售许可证 {number} 有效，且未给出新的截止日',
    en: 'Permit {number} is in force, and no new last day is given',
  },
  'INV-4.permit-past': {
    status: 400,
    zh: '预售许可证 {number} 的截止日 {validUntil} 已过',
    en: 'The last day {validUntil} of permit {number} has passed',
  },
  'INV-4.above-filed': {
    status: 409,
    zh: '房间 {unit} 的价格 {price} 高于备案价 {filed}',
    en: 'The price {price} of unit {unit} is above its filed price {filed}',
  },
  'INV-4.not-covered': {
    status: 400,
    zh: '房间 {unitId} 不在该预售许可证范围内',
    en: 'Unit {unitId} is in no building that the permit covers',
  },
  'INV-4.filed-twice': { status: 400, zh: '同一房间重复出现', en: 'A unit is there twice' },
} satisfies Refusals;
