import type { Row } from './row.js';

export const financeTakeoverRows: Row[] = [];
