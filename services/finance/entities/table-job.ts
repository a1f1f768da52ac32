/** Tables that are checked and carried out as jobs: opening receipts (FIN-2). */
export { TableJob, TableJobFile, TableJobRow } from '#persistence/table-job.js';
