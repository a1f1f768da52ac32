import type { Refusals } from './table.js';

export const salesContractsRefusals = {} satisfies Refusals;
