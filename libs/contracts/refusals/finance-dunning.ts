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
} satisfies Refusals;
