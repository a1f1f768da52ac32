import type { Refusals } from './table.js';

export const handoverRefusals = {} satisfies Refusals;
