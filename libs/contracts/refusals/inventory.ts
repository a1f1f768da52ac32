import type { Refusals } from './table.js';

export const inventoryRefusals = {
  'ALL-6.deadline': {
    status: 400,
    zh: '期限“{id}”不在期限目录中，或长度“{length}”不是 P7D、PT12H 这样的写法',
    en: '“{id}” is no deadline of the catalogue, or “{length}” is no length such as P7D or PT12H',
  },
  'INV-1.project-exists': { status: 409, zh: '项目编号 {code} 已存在', en: 'There is already a project {code}' },
  'INV-1.deposit': { status: 400, zh: '定金 {deposit} 不能为负', en: 'The deposit {deposit} is below zero' },
  'INV-1.not-a-workbook': {
    status: 400,
    zh: '文件不是 xlsx 工作簿，未导入任何房源',
    en: 'The file is not an xlsx workbook; nothing was imported',
  },
  'INV-1.too-large': {
    status: 400,
    zh: '文件过大（最多 {rowsMax} 行），未导入任何房源',
    en: 'The file is too large (at most {rowsMax} rows); nothing was imported',
  },
  'INV-1.headings': {
    status: 400,
    zh: '第一行缺少表头：{missing}，未导入任何房源',
    en: 'These headings are missing in the first row; nothing was imported: {missing}',
  },
  'INV-1.no-good-row': {
    status: 400,
    zh: '{rows} 行中没有可导入的房源：第 {row} 行{column}，{firstZh}',
    en: 'None of the {rows} rows can be imported; row {row}: {firstEn}',
  },
  'INV-2.wrong-state': {
    status: 409,
    zh: '楼栋 {building} 处于“{stateZh}”，此步骤需要“{neededZh}”',
    en: 'Building {building} is {state}; this step needs {needed}',
  },
  'INV-2.reason-missing': { status: 400, zh: '退回须写明原因', en: 'Sending it back needs a reason' },
  'INV-3.not-locked': {
    status: 409,
    zh: '楼栋 {building} 尚未屏蔽（{stateZh}），无须调价单',
    en: 'Building {building} is not locked ({state}): there is nothing that a change order would change',
  },
  'INV-3.unit-not-there': {
    status: 400,
    zh: '房间 {unitId} 不属于该楼栋',
    en: 'There is no unit {unitId} in this building',
  },
  'INV-3.unit-twice': { status: 400, zh: '房间 {unit} 重复出现', en: 'Unit {unit} is there twice' },
  'INV-3.price': {
    status: 400,
    zh: '房间 {unit} 的价格 {price} 应大于零且合理',
    en: '{price} is not a price that unit {unit} can have',
  },
  'INV-3.floor-above-total': {
    status: 400,
    zh: '房间 {unit} 的底价 {floor} 高于总价 {total}',
    en: 'The floor price {floor} of unit {unit} is above its total {total}',
  },
  'INV-3.wrong-state': {
    status: 409,
    zh: '调价单处于“{stateZh}”，此步骤需要“{neededZh}”',
    en: 'The change order is {state}; this step needs {needed}',
  },
  'INV-3.reason-missing': { status: 400, zh: '不同意须写明原因', en: 'Refusing it needs a reason' },
  'INV-4.no-permit': {
    status: 409,
    zh: '楼栋 {building} 没有预售许可证，不得销售',
    en: 'No pre-sale permit covers building {building}: it cannot be sold',
  },
  'INV-4.permit-not-effective': {
    status: 400,
    zh: '预售许可证 {number} 的发证日期 {issuedOn} 尚未到',
    en: 'Permit {number} is dated {issuedOn}, which is still to come',
  },
  'INV-4.permit-exists': { status: 409, zh: '预售许可证 {number} 已登记', en: 'Permit {number} is recorded already' },
  'INV-4.covered-already': {
    status: 409,
    zh: '楼栋 {building} 已有预售许可证',
    en: 'Building {building} is covered by a permit already',
  },
  'INV-5.unit-held': {
    status: 409,
    zh: '房间 {unit} 已被持有（{stateZh}，自 {since}），不能销控',
    en: 'Unit {unit} is held ({state} since {since}) and cannot be withheld',
  },
  'INV-5.withheld-already': {
    status: 409,
    zh: '房间 {unit} 已销控：{reason}',
    en: 'Unit {unit} is withheld already: {reason}',
  },
  'INV-5.not-withheld': {
    status: 409,
    zh: '房间 {unit} 未销控（{stateZh}）',
    en: 'Unit {unit} is not withheld ({state})',
  },
  'INV-6.share': {
    status: 400,
    zh: '“{label}”的比例 {share} 应大于零',
    en: 'The share {share} of “{label}” must be above zero',
  },
  'INV-6.shares': { status: 400, zh: '各期比例合计为 {sum}，应为 1', en: 'The shares add up to {sum}, not to 1' },
  'INV-6.loan-line': {
    status: 400,
    zh: '贷款期“{label}”只能用于按揭付款方式（现为 {kind}）',
    en: 'The loan line “{label}” needs a mortgage plan, and this is {kind}',
  },
  'INV-6.plan-exists': { status: 409, zh: '付款方式 {code} 已存在', en: 'There is already a payment plan {code}' },
  'INV-6.rate-or-amount': {
    status: 400,
    zh: '优惠须且只须给出折扣率或金额之一',
    en: 'A discount is either a rate or an amount',
  },
  'INV-6.rate': {
    status: 400,
    zh: '折扣率 {rate} 应大于 0 且小于 1（0.98 即九八折）',
    en: 'The rate {rate} must be between 0 and 1 (0.98 leaves 98%)',
  },
  'INV-6.amount': { status: 400, zh: '优惠金额 {amount} 应大于零', en: 'The amount {amount} must be above zero' },
  'INV-6.discount-exists': { status: 409, zh: '优惠 {code} 已存在', en: 'There is already a discount {code}' },
} satisfies Refusals;
