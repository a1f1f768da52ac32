/** Tables that are checked and carried out as jobs: the take-over of old deals (CON-1). */
export { TableJob, TableJobFile, TableJobRow } from '#persistence/table-job.js';
