import type { Refusals } from './table.js';

export const membershipRefusals = {} satisfies Refusals;
