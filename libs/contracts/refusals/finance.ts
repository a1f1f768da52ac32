import type { Refusals } from './table.js';

export const financeRefusals = {} satisfies Refusals;
