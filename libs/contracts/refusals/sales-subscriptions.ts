import type { Refusals } from './table.js';

export const salesSubscriptionsRefusals = {} satisfies Refusals;
