import type { Refusals } from './table.js';

export const financeDunningRefusals = {} satisfies Refusals;
