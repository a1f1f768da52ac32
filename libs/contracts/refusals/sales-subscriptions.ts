import type { Refusals } from './table.js';

export const salesSubscriptionsRefusals = {
  'SUB-1.deposit-low': {
    status: 409,
    zh: '房间 {unit} 的定金 {deposit} 低于项目规定的 {least}',
    en: 'The deposit of {deposit} for unit {unit} is below the {least} of the project',
  },
  'SUB-1.mortgage-ratio': {
    status: 400,
    zh: '按揭成数 {wanted} 与付款方式（{ratio}）不符',
    en: 'The mortgage ratio {wanted} is not that of the payment plan ({ratio})',
  },
  'SUB-4.not-on-list': {
    status: 409,
    zh: '房间 {unit} 不在已定购未交足定金清单',
    en: 'Unit {unit} is not on the list of short deposits',
  },
  'SUB-4.referred': {
    status: 409,
    zh: '房间 {unit} 的定金已报送财务处理',
    en: 'The deposit of unit {unit} is with finance, which decides',
  },
  'SUB-4.kept-too-often': {
    status: 409,
    zh: '房间 {unit} 的定购已保留 {keepsMax} 次，须报送财务处理',
    en: 'Unit {unit} was kept {keepsMax} times already: refer it to finance',
  },
  'SUB-4.date': {
    status: 400,
    zh: '补足定金的日期 {until} 须不早于今天、不晚于 {latest}',
    en: 'The new date {until} has to be between today and {latest}',
  },
  'SUB-5.not-living': {
    status: 409,
    zh: '房间 {unit} 的定购{stateZh}，不能更改',
    en: 'The subscription of unit {unit} is {stateEn} and cannot be changed',
  },
  'SUB-5.under-way': {
    status: 409,
    zh: '房间 {unit} 的定购正在更名、换房或退房',
    en: 'A rename, swap or withdrawal of unit {unit} is under way',
  },
  'SUB-5.too-late': {
    status: 409,
    zh: '房间 {unit} 已过签约期限 {signBy}，不能更名或换房',
    en: 'The signing deadline of unit {unit} was {signBy}: it is neither renamed nor swapped any more',
  },
  'SUB-5.not-withdrawable': {
    status: 409,
    zh: '该更改（{kind}，{state}）不能撤销',
    en: 'This change ({kind}, {state}) cannot be taken back',
  },
  'SUB-6.more-than-agreed': {
    status: 409,
    zh: '房间 {unit} 拟扣留 {retain}，按协议最多扣留 {most}',
    en: 'To retain {retain} for unit {unit} is more than the agreement allows ({most})',
  },
  'SUB-7.delay-unapproved': {
    status: 409,
    zh: '房间 {unit} 已过延迟签约期限 {latest}，须经总经理批准',
    en: 'Unit {unit} could be signed until {latest}; later signing needs the general manager',
  },
  'SUB-7.not-effective': {
    status: 409,
    zh: '房间 {unit} 的定购{stateZh}，不能申请延迟签约',
    en: 'The subscription of unit {unit} is {stateEn}: only an effective one can be signed later',
  },
  'SUB-7.date': {
    status: 400,
    zh: '延迟签约日期 {until} 须晚于签约期限 {signBy} 和今天',
    en: 'The day {until} has to come after the signing deadline {signBy} and not be past',
  },
  'SUB-7.requested': {
    status: 409,
    zh: '房间 {unit} 的延迟签约申请待总经理审批',
    en: 'A delay of unit {unit} already waits for the general manager',
  },
  'SUB-7.decided': {
    status: 409,
    zh: '该延迟签约申请已有结论（{state}）',
    en: 'This delay has been decided already ({state})',
  },
  'SUB-7.own-request': {
    status: 403,
    zh: '不能审批本人提出的延迟签约申请',
    en: 'Who asked for a delay does not decide on it',
  },
  'SUB-7.reason-missing': {
    status: 400,
    zh: '不批准延迟签约须写明原因',
    en: 'Give the reason for which the delay is refused',
  },
} satisfies Refusals;
