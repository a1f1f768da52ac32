import type { Row } from './row.js';

export const financeFundsRows: Row[] = [];
