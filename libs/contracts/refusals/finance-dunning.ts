import type { Refusals } from './table.js';

export const financeDunningRefusals = {
  'FIN-9.not-owed': {
    status: 409,
    zh: '“{label}”已结清或已取消，不能申请延期',
    en: '“{label}” is paid or not owed any more: its payment is not delayed',
  },
  'FIN-9.delay-until': {
    status: 409,
    zh: '延期至 {until} 无效：应晚于 {soonest}',
    en: 'A delay until {until} is none: it has to be after {soonest}',
  },
  'FIN-9.delay-requested': {
    status: 409,
    zh: '“{label}”已有延期至 {until} 的申请待审批',
    en: 'A delay of “{label}” until {until} waits for its decision',
  },
  'FIN-9.delay-decided': {
    status: 409,
    zh: '该延期申请已有结论（{state}）',
    en: 'This delay has already been decided ({state})',
  },
  'FIN-9.reason-missing': {
    status: 400,
    zh: '拒绝延期须写明原因',
    en: 'Give the reason for which the delay is refused',
  },
  'FIN-10.not-to-do': {
    status: 409,
    zh: '该催款事项不待办理（{state}）',
    en: 'This reminder does not wait to be made ({state})',
  },
  'FIN-10.gate': {
    status: 409,
    zh: '“{label}”已到法务环节，由财务总监移交法务，不能自行办结',
    en: '“{label}” is at its last step: the CFO refers it to the lawyer',
  },
  'FIN-10.pause-until': {
    status: 409,
    zh: '暂停至 {until} 无效：应不早于 {today}',
    en: 'A pause until {until} is over already: it is {today}',
  },
  'FIN-10.not-paused': {
    status: 409,
    zh: '房间 {unit} 的催款未暂停',
    en: 'The reminders of unit {unit} are not paused',
  },
  'FIN-10.no-letter': {
    status: 409,
    zh: '该催款事项不是催款函',
    en: 'This reminder is no letter',
  },
  'FIN-10.no-arrears': {
    status: 409,
    zh: '房间 {unit} 没有不合理欠款，不能移交法务',
    en: 'Unit {unit} has no unreasonable arrears to be referred for',
  },
  'FIN-10.ladder-open': {
    status: 400,
    zh: '房间 {unit} 的催款步骤未走完，提前移交法务须写明原因',
    en: 'The reminders of unit {unit} are not through: give the reason for referring it before',
  },
  'FIN-10.referred': {
    status: 409,
    zh: '房间 {unit} 已移交法务',
    en: 'Unit {unit} is with the lawyer already',
  },
  'FIN-10.case-ended': {
    status: 409,
    zh: '该案已办结（{outcome}）',
    en: 'This case has ended ({outcome})',
  },
  'FIN-10.still-owed': {
    status: 409,
    zh: '尚欠 {overdue} 元，不能以“已付清”办结',
    en: '{overdue} is still overdue: the case does not end as paid',
  },
} satisfies Refusals;
