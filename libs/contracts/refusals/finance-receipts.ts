import type { Refusals } from './table.js';

export const financeReceiptsRefusals = {} satisfies Refusals;
