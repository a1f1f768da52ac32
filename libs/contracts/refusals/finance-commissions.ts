import type { Refusals } from './table.js';

export const financeCommissionsRefusals = {} satisfies Refusals;
