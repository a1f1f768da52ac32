import type { Refusals } from './table.js';

export const salesRefusals = {} satisfies Refusals;
