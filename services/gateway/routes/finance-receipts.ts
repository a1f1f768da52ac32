import type { Row } from './row.js';

export const financeReceiptsRows: Row[] = [];
