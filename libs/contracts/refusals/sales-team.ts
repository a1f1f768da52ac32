import type { Refusals } from './table.js';

export const salesTeamRefusals = {
  'CRM-3.contact-to-come': {
    status: 400,
    zh: '接触客户的时间（{contactedAt}）不能晚于现在',
    en: 'The contact with the customer ({contactedAt}) cannot be later than now',
  },
  'CRM-3.question-options': {
    status: 400,
    zh: '问题 {question}：单选和多选须列出选项，其他题型不得列出',
    en: 'Question {question}: options belong to one-of and some-of, and only to them',
  },
  'CRM-3.question-twice': {
    status: 400,
    zh: '问题 {question} 重复',
    en: 'The question {question} stands twice',
  },
  'CRM-3.answer-unfit': {
    status: 400,
    zh: '问题 {question} 的回答不符合题型或选项',
    en: 'The answer to {question} is not of its kind, or none of its options',
  },
  'CRM-3.answer-missing': {
    status: 400,
    zh: '必答问题未回答：{questions}',
    en: 'Required questions are not answered: {questions}',
  },
  'CRM-3.answer-unknown': {
    status: 400,
    zh: '问卷中没有问题 {question}，或重复回答',
    en: 'The questionnaire has no question {question}, or it is answered twice',
  },
  'CRM-3.surveyed-already': {
    status: 409,
    zh: '该定购的成交客户调查已于 {answeredAt} 录入',
    en: 'The deal survey of this subscription was recorded at {answeredAt}',
  },
  'CRM-3.deal-cancelled': {
    status: 409,
    zh: '该定购已取消，无须成交客户调查',
    en: 'The subscription is cancelled: no deal survey is needed',
  },
  'CRM-6.own-deal': {
    status: 403,
    zh: '合同 {number} 是您本人的业绩，须由另一位经理说明',
    en: 'Contract {number} is your own deal: another manager has to explain it',
  },
  'CRM-6.explained-already': {
    status: 409,
    zh: '合同 {number} 已由 {by} 说明',
    en: 'Contract {number} was explained by {by}',
  },
} satisfies Refusals;
