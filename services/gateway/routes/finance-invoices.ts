import type { Row } from './row.js';

export const financeInvoicesRows: Row[] = [];
