import type { Refusals } from './table.js';

export const financeLateFeesRefusals = {} satisfies Refusals;
