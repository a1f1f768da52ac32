import type { Row } from './row.js';

export const financeLateFeesRows: Row[] = [];
