import * as finance from '#contracts/finance-late-fees.js';
import { created, get, post } from './row.js';

// prettier-ignore
export const financeLateFeesRows = [
  get('/v1/deals/{dealId}/late-fees', 'report.desk', finance.LateFees, '违约金明细：逐期逐笔', 'Late fees of a deal, slice by slice'),
  post('/v1/deals/{dealId}/late-fee-waivers', 'late-fee.waive-request', finance.RequestLateFeeWaiver, '违约金减免申请', 'Ask for a late fee to be waived', created),
  post('/v1/late-fee-waivers/{waiverId}/approval', 'late-fee.waive-approve', finance.DecideLateFeeWaiver, '违约金减免审批', 'Decide on the waiver of a late fee'),
];
