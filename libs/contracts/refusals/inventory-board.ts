import type { Refusals } from './table.js';

export const inventoryBoardRefusals = {} satisfies Refusals;
