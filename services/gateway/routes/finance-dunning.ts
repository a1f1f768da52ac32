import type { Row } from './row.js';

export const financeDunningRows: Row[] = [];
