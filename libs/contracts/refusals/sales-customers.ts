import type { Refusals } from './table.js';

export const salesCustomersRefusals = {
  'CRM-1.collision': {
    status: 409,
    zh: '撞单：{project} 已有同一电话或证件号码的客户。归属有异议请找经营部经理',
    en: 'Collision: a customer with this phone or ID number is already entered in {project}; ask the sales manager',
  },
} satisfies Refusals;
