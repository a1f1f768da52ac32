import type { Row } from './row.js';

export const financeLedgerRows: Row[] = [];
