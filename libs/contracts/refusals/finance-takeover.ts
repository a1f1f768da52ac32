import type { Refusals } from './table.js';

export const financeTakeoverRefusals = {} satisfies Refusals;
