import type { Refusals } from './table.js';

export const salesOpeningsRefusals = {} satisfies Refusals;
