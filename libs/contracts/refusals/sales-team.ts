import type { Refusals } from './table.js';

export const salesTeamRefusals = {} satisfies Refusals;
