import type { Refusals } from './table.js';

export const mortgageRefusals = {} satisfies Refusals;
