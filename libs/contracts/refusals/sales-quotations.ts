import type { Refusals } from './table.js';

export const salesQuotationsRefusals = {} satisfies Refusals;
