import type { Refusals } from './table.js';

export const salesReservationsRefusals = {
  'RES-1.for-whom': {
    status: 400,
    zh: '预留须注明对象：填写客户或姓名，只填一项',
    en: 'Say for whom it is reserved: a customer or a name, one of the two',
  },
  'RES-1.first-week': {
    status: 409,
    zh: '项目开盘第一周（至 {until}）预留统一由经营部经理操作（§3.2.5）',
    en: 'In the first week after the opening (until {until}) only the sales manager reserves (§3.2.5)',
  },
  'RES-1.until-past': {
    status: 400,
    zh: '预留到期时间 {until} 已过',
    en: 'The end {until} of the reservation has passed',
  },
  'RES-1.too-long': {
    status: 409,
    zh: '预留最长至 {latest}，不能到 {until}',
    en: 'A reservation lasts until {latest} at the longest, not until {until}',
  },
  'RES-1.no-later': {
    status: 400,
    zh: '延期须晚于现在的到期时间 {until}',
    en: 'An extension ends later than now: the reservation lasts until {until} already',
  },
  'RES-1.extended-enough': {
    status: 409,
    zh: '房间 {unit} 的预留已延期 {extensions} 次，不能再延',
    en: 'The reservation of unit {unit} has been extended {extensions} times: that is all there is',
  },
  'RES-1.ended': {
    status: 409,
    zh: '房间 {unit} 的预留已于 {endedAt} 结束（{endedFor}）',
    en: 'The reservation of unit {unit} ended at {endedAt} ({endedFor})',
  },
  'RES-1.not-yours': {
    status: 403,
    zh: '房间 {unit} 由 {by} 预留：只有预留人或经营部经理可以变更',
    en: 'Unit {unit} is reserved by {by}: only they or the sales manager change that',
  },
  'RES-1.supervisor-sells': {
    status: 409,
    zh: '房间 {unit} 已由 {by} 预留（{since}）：预留房源的定购由销售主任操作（§3.2.4）',
    en: 'Unit {unit} is reserved by {by} (since {since}): a reserved unit is sold by the sales supervisor (§3.2.4)',
  },
  'RES-1.consent-missing': {
    status: 409,
    zh: '房间 {unit} 由 {by} 预留给他人：须先征得其同意（{stateZh}）（§3.2.4）',
    en: 'Unit {unit} is reserved by {by} for somebody else: they have to consent first ({stateEn}) (§3.2.4)',
  },
  'RES-1.consent-refused': {
    status: 409,
    zh: '房间 {unit} 的预留人 {by} 不同意变更：{reason}',
    en: '{by}, who reserved unit {unit}, refused this buyer: {reason}',
  },
  'RES-1.consent-not-needed': {
    status: 409,
    zh: '房间 {unit} 正是为该客户预留，无须征求同意',
    en: 'Unit {unit} is reserved for this very customer: no consent is needed',
  },
  'RES-1.consent-asked': {
    status: 409,
    zh: '房间 {unit} 已就该客户征求过 {by} 的意见（{stateZh}）',
    en: '{by} has been asked about this buyer of unit {unit} already ({stateEn})',
  },
  'RES-1.consent-not-asked': {
    status: 409,
    zh: '房间 {unit} 没有待答复的该客户变更',
    en: 'Nobody waits for an answer about this buyer of unit {unit}',
  },
  'RES-1.refusal-reason': { status: 400, zh: '不同意须写明原因', en: 'Give the reason for which you refuse' },
} satisfies Refusals;
