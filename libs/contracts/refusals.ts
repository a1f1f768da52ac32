import type { Facts } from '#kernel/refusal.js';
import { financeRefusals } from './refusals/finance.js';
import { financeLedgerRefusals } from './refusals/finance-ledger.js';
import { financeReceiptsRefusals } from './refusals/finance-receipts.js';
import { financeLateFeesRefusals } from './refusals/finance-late-fees.js';
import { financeReconciliationRefusals } from './refusals/finance-reconciliation.js';
import { financeDunningRefusals } from './refusals/finance-dunning.js';
import { financeInvoicesRefusals } from './refusals/finance-invoices.js';
import { financeFundsRefusals } from './refusals/finance-funds.js';
import { financeCommissionsRefusals } from './refusals/finance-commissions.js';
import { financeTakeoverRefusals } from './refusals/finance-takeover.js';
import { gatewayRefusals } from './refusals/gateway.js';
import { handoverRefusals } from './refusals/handover.js';
import { houseRefusals } from './refusals/house.js';
import { inventoryRefusals } from './refusals/inventory.js';
import { inventoryImportsRefusals } from './refusals/inventory-imports.js';
import { inventoryBoardRefusals } from './refusals/inventory-board.js';
import { inventoryTermsRefusals } from './refusals/inventory-terms.js';
import { membershipRefusals } from './refusals/membership.js';
import { mortgageRefusals } from './refusals/mortgage.js';
import { reportingRefusals } from './refusals/reporting.js';
import { salesRefusals } from './refusals/sales.js';
import { salesCustomersRefusals } from './refusals/sales-customers.js';
import { salesTeamRefusals } from './refusals/sales-team.js';
import { salesServiceRequestsRefusals } from './refusals/sales-service-requests.js';
import { salesTargetsRefusals } from './refusals/sales-targets.js';
import { salesChannelsRefusals } from './refusals/sales-channels.js';
import { salesAttachmentsRefusals } from './refusals/sales-attachments.js';
import { salesReservationsRefusals } from './refusals/sales-reservations.js';
import { salesOpeningsRefusals } from './refusals/sales-openings.js';
import { salesSubscriptionsRefusals } from './refusals/sales-subscriptions.js';
import { salesContractsRefusals } from './refusals/sales-contracts.js';
import { salesQuotationsRefusals } from './refusals/sales-quotations.js';
import { salesTakeoverRefusals } from './refusals/sales-takeover.js';
import type { Refusals, RefusalText } from './refusals/table.js';

/** Every refusal of every service by code. */
export const refusals: Readonly<Refusals> = merged([
  houseRefusals,
  gatewayRefusals,
  inventoryRefusals,
  inventoryImportsRefusals,
  inventoryBoardRefusals,
  inventoryTermsRefusals,
  salesRefusals,
  salesCustomersRefusals,
  salesTeamRefusals,
  salesServiceRequestsRefusals,
  salesTargetsRefusals,
  salesChannelsRefusals,
  salesAttachmentsRefusals,
  salesReservationsRefusals,
  salesOpeningsRefusals,
  salesSubscriptionsRefusals,
  salesContractsRefusals,
  salesQuotationsRefusals,
  salesTakeoverRefusals,
  financeRefusals,
  financeLedgerRefusals,
  financeReceiptsRefusals,
  financeLateFeesRefusals,
  financeReconciliationRefusals,
  financeDunningRefusals,
  financeInvoicesRefusals,
  financeFundsRefusals,
  financeCommissionsRefusals,
  financeTakeoverRefusals,
  mortgageRefusals,
  handoverRefusals,
  membershipRefusals,
  reportingRefusals,
]);

/** A refusal in words: status, Chinese and English with the facts filled in. An unknown code is a 409 and says itself. */
export function wordsOf(code: string, facts: Facts = {}): RefusalText {
  const text = Object.hasOwn(refusals, code) ? refusals[code]! : { status: 409, zh: code, en: code };
  return { status: text.status, zh: filled(text.zh, facts, '、'), en: filled(text.en, facts, ', ') };
}

function merged(tables: Refusals[]): Refusals {
  const entries = tables.flatMap((table) => Object.entries(table));
  const codes = entries.map(([code]) => code);
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice) throw new Error(`The refusal ${twice} has two texts`);
  return Object.fromEntries(entries);
}

function filled(text: string, facts: Facts, comma: string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => written(facts[name], comma));
}

function written(fact: Facts[string] | undefined, comma: string): string {
  if (fact === undefined || fact === null) return '—';
  if (Array.isArray(fact)) return fact.map((one) => written(one, comma)).join(comma);
  if (typeof fact !== 'object') return String(fact);
  const plain: unknown = JSON.parse(JSON.stringify(fact));
  return typeof plain === 'string' ? plain : JSON.stringify(plain);
}
