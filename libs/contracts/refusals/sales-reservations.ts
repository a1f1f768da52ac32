import type { Refusals } from './table.js';

export const salesReservationsRefusals = {} satisfies Refusals;
