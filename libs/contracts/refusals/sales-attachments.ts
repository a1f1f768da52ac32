import type { Refusals } from './table.js';

export const salesAttachmentsRefusals = {
  'INV-7.not-attachable': {
    status: 409,
    zh: '房间 {unit} 的用途为“{use}”，只有车位、储藏室可附属于住宅合同',
    en: 'Unit {unit} is a {use}: only parking spaces and storage rooms are tied to the contract of a home',
  },
  'INV-7.not-a-home': {
    status: 409,
    zh: '合同 {number} 的房间 {unit} 本身为“{use}”，不能附属其他房间',
    en: 'Unit {unit} of contract {number} is a {use} itself: nothing is tied to it',
  },
  'INV-7.other-project': {
    status: 409,
    zh: '房间 {unit} 与合同 {number} 不在同一项目',
    en: 'Unit {unit} and contract {number} are not in one project',
  },
  'INV-7.not-theirs': {
    status: 409,
    zh: '房间 {unit} 未由合同 {number} 的客户定购或签约',
    en: 'Unit {unit} is not subscribed or contracted by the customer of contract {number}',
  },
  'INV-7.tied-already': {
    status: 409,
    zh: '房间 {unit} 已附属于 {home}',
    en: 'Unit {unit} is tied to {home} already',
  },
  'INV-7.not-tied': {
    status: 409,
    zh: '房间 {unit} 未附属于合同 {number}',
    en: 'Unit {unit} is not tied to contract {number}',
  },
  'INV-7.under-review': {
    status: 409,
    zh: '合同 {number} 已有审核签字，附属房间不能再变',
    en: 'Contract {number} has been signed by a reviewer: what is tied to it stands',
  },
} satisfies Refusals;
