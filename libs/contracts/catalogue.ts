import * as finance from './finance.js';
import * as financeBank from './finance-bank.js';
import * as financeMatches from './finance-matches.js';
import * as financeArrears from './finance-arrears.js';
import * as financeDefaulters from './finance-defaulters.js';
import * as financeRefunds from './finance-refunds.js';
import * as financeExchanges from './finance-exchanges.js';
import * as financeDeposits from './finance-deposits.js';
import * as financeLedger from './finance-ledger.js';
import * as financeReceipts from './finance-receipts.js';
import * as financeLateFees from './finance-late-fees.js';
import * as financeReconciliation from './finance-reconciliation.js';
import * as financeDunning from './finance-dunning.js';
import * as financeInvoices from './finance-invoices.js';
import * as financeFunds from './finance-funds.js';
import * as financeFundsBank from './finance-funds-bank.js';
import * as financeCommissions from './finance-commissions.js';
import * as financeTakeover from './finance-takeover.js';
import * as gateway from './gateway.js';
import * as handover from './handover.js';
import * as inventory from './inventory.js';
import * as inventoryImports from './inventory-imports.js';
import * as inventoryBoard from './inventory-board.js';
import * as inventoryPolicy from './inventory-policy.js';
import * as inventoryTerms from './inventory-terms.js';
import * as membership from './membership.js';
import * as namedLists from './named-lists.js';
import type { Asking, Telling } from './message.js';
import * as mortgage from './mortgage.js';
import * as reporting from './reporting.js';
import * as sales from './sales.js';
import * as salesCustomers from './sales-customers.js';
import * as salesMessages from './sales-messages.js';
import * as salesTeam from './sales-team.js';
import * as salesServiceRequests from './sales-service-requests.js';
import * as salesTargets from './sales-targets.js';
import * as salesChannels from './sales-channels.js';
import * as salesTasks from './sales-tasks.js';
import * as salesAttachments from './sales-attachments.js';
import * as salesReservations from './sales-reservations.js';
import * as salesOpenings from './sales-openings.js';
import * as salesSubscriptions from './sales-subscriptions.js';
import * as salesContracts from './sales-contracts.js';
import * as salesQuotations from './sales-quotations.js';
import * as salesTakeover from './sales-takeover.js';

/** A file each, in the order of a home’s life. */
const contracts = [
  ...[gateway, namedLists],
  ...[inventory, inventoryPolicy, inventoryImports, inventoryTerms, inventoryBoard],
  ...[salesCustomers, salesChannels, salesServiceRequests, salesTeam, salesTargets, salesTasks],
  ...[salesQuotations, salesReservations, salesOpenings],
  ...[sales, salesSubscriptions, salesContracts, salesAttachments],
  salesTakeover,
  ...[salesMessages],
  ...[finance, financeRefunds, financeExchanges, financeDeposits],
  ...[financeLedger, financeReceipts, financeLateFees, financeReconciliation, financeBank, financeMatches],
  ...[financeDunning, financeArrears, financeDefaulters],
  ...[financeInvoices, financeFunds, financeFundsBank, financeCommissions, financeTakeover],
  ...[mortgage, handover, membership, reporting],
];
/** What each of these files is about, in the same order: the groups of the API page. */
const areas = [
  ...(['gateway', 'lists'] as const),
  ...(['inventory', 'inventory-policy', 'inventory-imports', 'inventory-terms', 'inventory-board'] as const),
  ...(['customers', 'channels', 'service-requests', 'team', 'targets', 'tasks'] as const),
  ...(['quotations', 'reservations', 'openings'] as const),
  ...(['sales', 'subscriptions', 'contracts', 'attachments'] as const),
  'takeover' as const,
  ...(['messages'] as const),
  ...(['finance', 'finance', 'finance', 'finance'] as const),
  ...(['ledger', 'receipts', 'late-fees', 'reconciliation', 'reconciliation', 'reconciliation'] as const),
  ...(['dunning', 'dunning', 'dunning'] as const),
  ...(['invoices', 'funds', 'funds', 'commissions', 'takeover'] as const),
  ...(['mortgage', 'handover', 'membership', 'reporting'] as const),
];
export type Area = (typeof areas)[number];

const classesOf = (module: object) =>
  Object.values<unknown>(module as Record<string, unknown>).filter(
    (found): found is new () => object => typeof found === 'function' && Boolean(found.prototype),
  );
const classes = contracts.flatMap(classesOf);
const areaByClass = new Map(
  contracts.flatMap((module, at) => classesOf(module).map((found) => [found, areas[at]!] as const)),
);

/** The area that a message belongs to, by which the API page groups it. */
export function areaOf(asking: Asking): Area {
  return areaByClass.get(asking as new () => object)!;
}

/** Every command and query that somebody answers. */
export const askings = classes.filter((found): found is Asking => 'kind' in found && 'subject' in found);

/** Every version of every event that somebody tells, service by service in the order of a home’s life. */
export const tellings = classes.filter((found): found is Telling => 'type' in found && 'version' in found);
