import type { Refusals } from './table.js';

export const membershipRefusals = {
  'MEM-1.phone-taken': {
    status: 409,
    zh: '该电话在本项目已是会员，卡号 {card}',
    en: 'In this project the phone belongs to a member already, card {card}',
  },
  'MEM-1.customer-taken': {
    status: 409,
    zh: '该客户在本项目已是会员，卡号 {card}',
    en: 'In this project the customer is a member already, card {card}',
  },
  'MEM-2.deal-cancelled': {
    status: 409,
    zh: '{unit} 的交易已取消，不能申请积分',
    en: 'The deal of {unit} was cancelled: there are no points for it',
  },
  'MEM-2.other-project': {
    status: 409,
    zh: '会员卡 {card} 不属于 {unit} 所在项目',
    en: 'Member card {card} is not of the project of {unit}',
  },
  'MEM-2.no-points': {
    status: 422,
    zh: '{unit} 的合同价 {price} 元不足 {pricePerPoint} 元，没有积分',
    en: 'The price of {unit}, {price}, is below {pricePerPoint} and earns no point',
  },
  'MEM-2.reason-missing': {
    status: 422,
    zh: '审批不通过须写明原因',
    en: 'Points are refused with a reason',
  },
  'MEM-2.wrong-state': {
    status: 409,
    zh: '积分申请现为“{stateZh}”，不能“{stepZh}”；须先为“{fromZh}”',
    en: 'The application is “{stateEn}”: to “{stepEn}” it must be “{fromEn}”',
  },
  'MEM-2.below-80': {
    status: 409,
    zh: '购房人已付房款比例为 {share}，未达 {needed}，不能兑换',
    en: 'The buyer has paid a share of {share}; from {needed} on the points can be redeemed',
  },
  'MEM-3.self-referral': {
    status: 409,
    zh: '会员卡 {card} 的会员就是 {unit} 的购房人，不能推荐自己',
    en: 'The member of card {card} is the buyer of {unit}: nobody refers themselves',
  },
  'MEM-3.balance-short': {
    status: 409,
    zh: '积分余额 {balance} 不足 {points}：有积分因其他交易取消已被扣回',
    en: 'The balance of {balance} is short of {points}: points were taken back for another deal',
  },
  'MEM-3.referred': {
    status: 409,
    zh: '{unit} 的交易已有推荐人，每笔交易只有一位推荐人',
    en: 'The deal of {unit} has a referrer already, and has one only',
  },
} satisfies Refusals;
