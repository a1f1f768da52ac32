import { fieldsOf } from '#contracts/describe.js';
import { isOperation } from '#permissions/matrix.js';
import { financeRows } from './finance.js';
import { financeLedgerRows } from './finance-ledger.js';
import { financeReceiptsRows } from './finance-receipts.js';
import { financeLateFeesRows } from './finance-late-fees.js';
import { financeReconciliationRows } from './finance-reconciliation.js';
import { financeDunningRows } from './finance-dunning.js';
import { financeInvoicesRows } from './finance-invoices.js';
import { financeFundsRows } from './finance-funds.js';
import { financeCommissionsRows } from './finance-commissions.js';
import { financeTakeoverRows } from './finance-takeover.js';
import { gatewayRows } from './gateway.js';
import { handoverRows } from './handover.js';
import { inventoryRows } from './inventory.js';
import { inventoryImportsRows } from './inventory-imports.js';
import { inventoryBoardRows } from './inventory-board.js';
import { inventoryPolicyRows } from './inventory-policy.js';
import { inventoryTermsRows } from './inventory-terms.js';
import { listRows } from './lists.js';
import { membershipRows } from './membership.js';
import { mortgageRows } from './mortgage.js';
import { reportingRows } from './reporting.js';
import { contractOf, pathFields, type Row } from './row.js';
import { salesRows } from './sales.js';
import { salesCustomersRows } from './sales-customers.js';
import { salesTeamRows } from './sales-team.js';
import { salesServiceRequestsRows } from './sales-service-requests.js';
import { salesTargetsRows } from './sales-targets.js';
import { salesChannelsRows } from './sales-channels.js';
import { salesTasksRows } from './sales-tasks.js';
import { salesAttachmentsRows } from './sales-attachments.js';
import { salesReservationsRows } from './sales-reservations.js';
import { salesOpeningsRows } from './sales-openings.js';
import { salesSubscriptionsRows } from './sales-subscriptions.js';
import { salesContractsRows } from './sales-contracts.js';
import { salesQuotationsRows } from './sales-quotations.js';
import { salesTakeoverRows } from './sales-takeover.js';

/** The whole public API. */
export const routes: Row[] = [
  ...gatewayRows,
  ...inventoryRows,
  ...inventoryPolicyRows,
  ...inventoryImportsRows,
  ...inventoryBoardRows,
  ...inventoryTermsRows,
  ...salesRows,
  ...salesCustomersRows,
  ...salesTeamRows,
  ...salesServiceRequestsRows,
  ...salesTargetsRows,
  ...salesChannelsRows,
  ...salesTasksRows,
  ...salesAttachmentsRows,
  ...salesReservationsRows,
  ...salesOpeningsRows,
  ...salesSubscriptionsRows,
  ...salesContractsRows,
  ...salesQuotationsRows,
  ...salesTakeoverRows,
  ...financeRows,
  ...financeLedgerRows,
  ...financeReceiptsRows,
  ...financeLateFeesRows,
  ...financeReconciliationRows,
  ...financeDunningRows,
  ...financeInvoicesRows,
  ...financeFundsRows,
  ...financeCommissionsRows,
  ...financeTakeoverRows,
  ...mortgageRows,
  ...handoverRows,
  ...membershipRows,
  ...reportingRows,
  ...listRows,
];

/** Throws, naming the row, where a route could let somebody in by mistake or could never be asked. */
export function checkRoutes(rows: Row[]): void {
  const taken = new Set<string>();
  for (const row of rows) {
    const name = `${row.method} ${row.path}`;
    const place = name.replace(/\{\w+\}/g, '{}');
    if (taken.has(place)) throw new Error(`Two routes are ${name}`);
    taken.add(place);
    const wrong = mistakeIn(row);
    if (wrong) throw new Error(`Route ${name} ${wrong}`);
  }
}

function mistakeIn(row: Row): string | undefined {
  if (!row.needs) return 'says no operation that it needs';
  if (row.needs !== 'public' && row.needs !== 'signed-in' && !isOperation(row.needs))
    return `needs '${row.needs}', which the permission matrix does not have`;
  if (!row.asks === !row.does) return 'must either ask a service or be done by the gateway';
  const contract = contractOf(row);
  const reads = row.method === 'GET' || row.confidential === true;
  if ((contract.kind === 'query') !== reads) return `is no fitting method for a ${contract.kind}`;
  const fields = fieldsOf(contract);
  const stranger = [...pathFields(row.path), ...Object.keys(row.fixed ?? {})].find((name) => !fields.includes(name));
  if (stranger) return `has '${stranger}', which ${contract.name} does not`;
  return undefined;
}
