import type { Refusals } from './table.js';

export const inventoryImportsRefusals = {} satisfies Refusals;
