import type { Refusals } from './table.js';

export const financeInvoicesRefusals = {} satisfies Refusals;
