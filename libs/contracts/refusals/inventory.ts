import type { Refusals } from './table.js';

export const inventoryRefusals = {} satisfies Refusals;
