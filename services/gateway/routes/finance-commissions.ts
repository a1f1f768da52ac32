import type { Row } from './row.js';

export const financeCommissionsRows: Row[] = [];
