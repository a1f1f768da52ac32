import type { Refusals } from './table.js';

export const reportingRefusals = {} satisfies Refusals;
