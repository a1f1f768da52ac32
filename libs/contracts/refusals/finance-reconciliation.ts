import type { Refusals } from './table.js';

export const financeReconciliationRefusals = {} satisfies Refusals;
