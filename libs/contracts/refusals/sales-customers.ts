import type { Refusals } from './table.js';

export const salesCustomersRefusals = {} satisfies Refusals;
