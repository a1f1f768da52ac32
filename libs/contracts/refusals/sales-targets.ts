import type { Refusals } from './table.js';

export const salesTargetsRefusals = {
  'CRM-5.in-a-team': {
    status: 409,
    zh: '该人员自 {from} 起已在本项目的一个小组，须先离组',
    en: 'Since {from} this person is in a team of the project, and leaves it first',
  },
  'CRM-5.not-a-member': {
    status: 409,
    zh: '该人员现在不在该小组',
    en: 'This person is not in the team now',
  },
  'CRM-5.until-before-from': {
    status: 400,
    zh: '离组日 {until} 早于入组日 {from}',
    en: 'The last day {until} is before the first, {from}',
  },
  'CRM-5.team-elsewhere': {
    status: 400,
    zh: '目标的对象不属于该项目',
    en: 'The subject of the target is not of this project',
  },
  'CRM-5.no-figure': {
    status: 400,
    zh: '至少填写一项大于零的目标，且不得为负',
    en: 'Give at least one figure above zero, and none below it',
  },
  'CRM-5.reason-missing': {
    status: 400,
    zh: '{month} 的该目标已设定，修改须写明原因',
    en: 'This target of {month} is set: give the reason for another',
  },
  'CRM-5.weights': {
    status: 400,
    zh: '各项权重合计须为 100，现为 {sum}',
    en: 'The weights add up to {sum}, not to 100',
  },
  'CRM-5.month-closed': {
    status: 409,
    zh: '{month} 的考核已结账，不再变更',
    en: 'The assessment of {month} is closed and stands',
  },
  'CRM-5.month-running': {
    status: 409,
    zh: '{month} 尚未结束，不能结账',
    en: '{month} is not over yet, and is closed afterwards',
  },
} satisfies Refusals;
