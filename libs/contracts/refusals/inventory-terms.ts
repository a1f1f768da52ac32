import type { Refusals } from './table.js';

export const inventoryTermsRefusals = {} satisfies Refusals;
