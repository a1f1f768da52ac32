import type { Row } from './row.js';

// prettier-ignore
export const salesQuotationsRows: Row[] = [
];
