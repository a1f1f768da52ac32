import type { Refusals } from './table.js';

export const financeLateFeesRefusals = {
  'FIN-7.no-late-fee': {
    status: 409,
    zh: '“{label}”没有可减免的违约金',
    en: '“{label}” has no late fee to waive',
  },
  'FIN-7.waiver-asked': {
    status: 409,
    zh: '“{label}”已有违约金减免申请待审批',
    en: 'A waiver of the late fee of “{label}” already waits for its decision',
  },
  'FIN-7.waiver-too-much': {
    status: 409,
    zh: '申请减免 {amount} 元，“{label}”可减免的违约金只有 {fee} 元',
    en: 'To waive {amount} was asked for, but the late fee of “{label}” that can be waived is {fee}',
  },
  'FIN-7.waiver-decided': {
    status: 409,
    zh: '该减免申请已有结论（{state}）',
    en: 'This waiver has already been decided ({state})',
  },
  'FIN-7.waiver-reason': {
    status: 400,
    zh: '拒绝减免须写明原因',
    en: 'Give the reason for which the waiver is refused',
  },
} satisfies Refusals;
