import type { Refusals } from './table.js';

export const financeFundsRefusals = {} satisfies Refusals;
