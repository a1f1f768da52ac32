import type { Refusals } from './table.js';

export const salesCustomersRefusals = {
  'CRM-1.collision': {
    status: 409,
    zh: '撞单：{project} 已有同一电话或证件号码的客户。归属有异议请找经营部经理',
    en: 'Collision: a customer with this phone or ID number is already entered in {project}; ask the sales manager',
  },
  'CRM-1.already-yours': {
    status: 409,
    zh: '您在 {project} 已录入同一电话或证件号码的客户',
    en: 'You have a customer with this phone or ID number in {project} already',
  },
  'CRM-1.phone-taken': {
    status: 409,
    zh: '该电话在 {project} 已属于另一位客户',
    en: 'This phone is another customer’s in {project}',
  },
  'CRM-1.protected': {
    status: 409,
    zh: '该客户的归属保护期至 {until}；在此之前只能通过申诉改变归属',
    en: 'The customer is protected until {until}: before that only an appeal changes whose it is',
  },
  'CRM-1.party': {
    status: 403,
    zh: '您是当事人，不能裁定该客户的归属',
    en: 'You are one of those it is about, and do not decide whose customer it is',
  },
  'CRM-1.decided-already': {
    status: 409,
    zh: '已由 {by} 于 {at} 裁定',
    en: 'Decided already, by {by} at {at}',
  },
  'CRM-1.no-claim': {
    status: 403,
    zh: '只有曾归属该客户或与之撞单的顾问才能申诉',
    en: 'Only who had the customer, or collided over it, can appeal',
  },
  'CRM-1.own-customer': {
    status: 409,
    zh: '该客户已归属您',
    en: 'The customer is yours already',
  },
  'CRM-1.appealed-already': {
    status: 409,
    zh: '您对该客户的申诉尚未裁定',
    en: 'Your appeal over this customer is not decided yet',
  },
  'ALL-9.export-decided': {
    status: 409,
    zh: '导出申请 {number} 已审批',
    en: 'Export {number} is decided already',
  },
  'ALL-9.reason-missing': {
    status: 400,
    zh: '不同意导出 {number} 须写明原因',
    en: 'Give the reason for which export {number} is refused',
  },
  'ALL-9.export-not-yours': {
    status: 403,
    zh: '导出 {number} 只能由申请人下载',
    en: 'Export {number} is taken by who asked for it alone',
  },
  'ALL-9.export-not-approved': {
    status: 409,
    zh: '导出 {number} 尚未批准',
    en: 'Export {number} is not approved',
  },
  'ALL-9.export-too-large': {
    status: 409,
    zh: '共 {rows} 位客户，超过每个文件 {rowsMax} 位；请按顾问分别申请',
    en: '{rows} customers are more than the {rowsMax} of a file: ask for them consultant by consultant',
  },
  'CRM-2.no-colleague': {
    status: 409,
    zh: '该人员不能在本项目承接客户',
    en: 'This person cannot take over customers in this project',
  },
  'CRM-2.same-owner': {
    status: 409,
    zh: '客户 {customer} 已归属 {to}',
    en: 'Customer {customer} is {to}’s already',
  },
} satisfies Refusals;
