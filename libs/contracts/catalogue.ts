import * as finance from './finance.js';
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

const contracts = [
  namedLists,
  inventoryPolicy,
  gateway,
  ...[inventory, inventoryImports, inventoryBoard, inventoryTerms],
  ...[sales, salesCustomers, salesTeam, salesReservations, salesOpenings],
  ...[salesServiceRequests, salesTargets, salesChannels, salesTasks],
  ...[salesAttachments],
  ...[salesSubscriptions, salesContracts, salesQuotations],
  ...[finance, mortgage, handover, membership, reporting],
];
const classes = contracts
  .flatMap((module) => Object.values<unknown>(module))
  .filter((found): found is new () => object => typeof found === 'function' && Boolean(found.prototype));

/** Every command and query that somebody answers. */
export const askings = classes.filter((found): found is Asking => 'kind' in found && 'subject' in found);

/** Every version of every event that somebody tells, service by service in the order of a home’s life. */
export const tellings = classes.filter((found): found is Telling => 'type' in found && 'version' in found);
