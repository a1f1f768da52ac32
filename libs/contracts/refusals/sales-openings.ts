import type { Refusals } from './table.js';

export const salesOpeningsRefusals = {
  'OPEN-1.when': {
    status: 400,
    zh: '开盘时间 {opensAt} 须在现在之后，并早于结束时间 {endsAt}',
    en: 'The opening at {opensAt} has to be in the future and before its end at {endsAt}',
  },
  'OPEN-1.no-units': {
    status: 409,
    zh: '所列房源或楼栋中有 {missing} 套不在售，或已属于另一个未结束的开盘',
    en: '{missing} of these units are not for sale here, or belong to another opening that has not ended',
  },
  'OPEN-1.not-rehearsal': { status: 409, zh: '这不是演练：{name}', en: 'This is no rehearsal: {name}' },
  'OPEN-1.rehearsal': {
    status: 409,
    zh: '这是演练，不能再演练或作为正式开盘使用：{name}',
    en: 'This is a rehearsal and nothing else: {name}',
  },
  'OPEN-1.cancelled': {
    status: 409,
    zh: '该开盘已取消或结束：{name}',
    en: 'This opening was cancelled or is over: {name}',
  },
  'OPEN-1.begun': {
    status: 409,
    zh: '开盘“{name}”已于 {opensAt} 开始',
    en: 'The opening “{name}” began at {opensAt}',
  },
  'OPEN-1.not-open': {
    status: 409,
    zh: '房间 {unit} 将于 {opensAt} 开盘，现在不能认购',
    en: 'Unit {unit} opens at {opensAt}: nobody subscribes it before',
  },
  'OPEN-1.cool-down': {
    status: 429,
    zh: '对房间 {unit} 的操作过于频繁，{nextAt} 后可再试',
    en: 'Too soon after the last attempt on unit {unit}: the next is allowed at {nextAt}',
  },
  'OPEN-1.too-many': {
    status: 429,
    zh: '对房间 {unit} 的尝试已达 {attemptsMax} 次，{nextAt} 后可再试',
    en: '{attemptsMax} attempts on unit {unit} are all for now: the next is allowed at {nextAt}',
  },
  'OPEN-1.favourites-max': {
    status: 409,
    zh: '每位客户最多收藏 {favouritesMax} 套',
    en: 'At most {favouritesMax} units can be marked for a customer',
  },
  'OPEN-1.not-in-opening': {
    status: 409,
    zh: '房间 {unitId} 不在该开盘中',
    en: 'Unit {unitId} is not part of this opening',
  },
  'OPEN-1.rehearsed-held': {
    status: 409,
    zh: '演练：房间 {unit} 已由 {by} 认购（{since}）',
    en: 'Rehearsal: unit {unit} is held by {by} (since {since})',
  },
  'OPEN-2.no-draw': { status: 409, zh: '开盘“{name}”不是摇号', en: 'The opening “{name}” has no draw' },
  'OPEN-2.stage': {
    status: 409,
    zh: '摇号现在处于“{stageZh}”，不能进行此步骤',
    en: 'The draw is {stageEn} now: this step is not possible',
  },
  'OPEN-2.no-participants': { status: 409, zh: '名单为空，不能公布', en: 'There is nobody on the list' },
  'OPEN-2.listed': {
    status: 409,
    zh: '客户 {customerId} 已在名单中',
    en: 'Customer {customerId} is on the list already',
  },
  'OPEN-2.not-your-turn': {
    status: 409,
    zh: '房间 {unit}：未轮到该客户选房（现在轮到 {turn} 号）',
    en: 'Unit {unit}: it is not this customer’s turn to pick (number {turn} is picking)',
  },
  'OPEN-2.turn-over': {
    status: 409,
    zh: '房间 {unit}：选房时间已于 {until} 结束',
    en: 'Unit {unit}: the time to pick ended at {until}',
  },
} satisfies Refusals;
