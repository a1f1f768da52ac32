import type { Refusals } from './table.js';

export const financeLedgerRefusals = {} satisfies Refusals;
