import type { Refusals } from './table.js';

export const handoverRefusals = {
  'HAN-1.not-cleared': {
    status: 409,
    zh: '现在不能办理“{stepZh}”：楼款和违约金结清、财务确认后才列入可正常接楼清单',
    en: 'No {stepEn} yet: the unit may be handed over when price and late fees are settled and finance has cleared it',
  },
  'HAN-2.order': {
    status: 409,
    zh: '现在不能办理“{stepZh}”：下一步是“{nextZh}”',
    en: 'Not the time for the {stepEn}: what comes next is the {nextEn}',
  },
  'HAN-2.notice-short': {
    status: 409,
    zh: '{noticeOn} 通知，最早 {earliest} 才能交付',
    en: 'Noticed on {noticeOn}, the keys can be handed over on {earliest} at the earliest',
  },
  'HAN-3.day-to-come': {
    status: 409,
    zh: '{day} 还没有到（今天是 {today}），只能登记已经发生的日期',
    en: '{day} has not come (today is {today}): only what happened is recorded',
  },
  'HAN-3.day-before': {
    status: 409,
    zh: '{day} 早于上一步的日期 {after}',
    en: '{day} is before {after}, the day of the step that it follows',
  },
  'HAN-3.handed-over': {
    status: 409,
    zh: '该房间已接楼，手续已全部办完',
    en: 'The unit is handed over, nothing is left to do',
  },
  'TIT-1.areas': {
    status: 409,
    zh: '实测面积有误：建筑面积 {buildingArea}，套内面积 {innerArea}（套内不得大于建筑面积）',
    en: 'Impossible areas: building {buildingArea}, inner {innerArea}; the inner area is part of the building area',
  },
  'TIT-1.verified': {
    status: 409,
    zh: '面积差款已由财务复核，实测面积不能再改',
    en: 'Finance has verified the settlement: the certified area can no longer be changed',
  },
  'TIT-1.already-checked': { status: 409, zh: '实测面积已复核', en: 'The certified area has been checked already' },
  'TIT-2.no-area': {
    status: 409,
    zh: '合同没有约定面积，无法按“{method}”结算面积差',
    en: 'The contract has no area to settle by ({method})',
  },
  'TIT-2.choice': {
    status: 409,
    zh: '面积误差超过 3%，买受人有权退房：请注明买受人是否选择不退房',
    en: 'Beyond 3% the buyer may rescind: say whether the buyer keeps the home',
  },
  'TIT-2.rescission': {
    status: 409,
    zh: '买受人选择退房：不作面积结算，请按签约后退房办理（退还已付房款并付利息）',
    en: 'The buyer rescinds: nothing is settled here; it goes through the withdrawal of the contract, with everything paid back',
  },
  'TIT-2.no-rescission': {
    status: 409,
    zh: '面积误差在 3% 以内，据实结算，买受人无权据此退房',
    en: 'Within 3% the difference is settled as it is, and gives no right to rescind',
  },
  'TIT-4.not-checked': {
    status: 409,
    zh: '实测面积尚未由销售主任复核',
    en: 'The sales supervisor has not checked the certified area',
  },
  'TIT-4.already-verified': { status: 409, zh: '面积差款已复核', en: 'The settlement has been verified already' },
  'TIT-4.unsettled': {
    status: 409,
    zh: '面积差款尚未结清，不能办理产权',
    en: 'The area settlement is not paid: the title cannot be applied for',
  },
  'TIT-4.no-invoice': {
    status: 409,
    zh: '购房发票尚未审核，不能办理产权',
    en: 'The purchase invoice is not confirmed: the title cannot be applied for',
  },
  'TIT-4.applied': { status: 409, zh: '产权已在办理（{state}）', en: 'The title has been applied for ({state})' },
  'TIT-4.not-issued': { status: 409, zh: '产权证尚未办出', en: 'No certificate has been issued' },
  'TIT-4.collected': { status: 409, zh: '产权证已领取', en: 'The certificate has been collected' },
} satisfies Refusals;
