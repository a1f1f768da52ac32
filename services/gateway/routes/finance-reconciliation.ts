import type { Row } from './row.js';

export const financeReconciliationRows: Row[] = [];
