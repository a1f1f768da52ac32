import { milestoneEvents } from '#contracts/finance-receipts.js';
import { SupervisedFundsMoved } from '#contracts/finance-funds.js';
import { OpeningBooked } from '#contracts/finance-takeover.js';
import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { dayOf, startOf } from '#kernel/time.js';
import type { JobRun } from '#persistence/job-run.js';
import type { Work } from '#persistence/work.js';
import { shortTraceId } from '#telemetry/trace.js';
import { Account } from '../entities/account.js';
import { nextOpeningReceipts, type Receipt } from '../entities/receipt.js';
import { supervising } from '../entities/supervised-account.js';
import { supervised } from '../entities/supervised-movement.js';
import { type OldReceipt, openingMovement } from '../rules/opening.js';
import { pricePaid, priceShare } from '../rules/standing.js';
import { milestones } from '../rules/news.js';

/** The money of these deals becomes true together: each receipt with its entry, and one event a deal. */
export function bookOpenings(run: JobRun, deals: [dealId: string, receipts: OldReceipt[]][]): Promise<void> {
  return run.step(async (work) => {
    const locked = deals.toSorted(([one], [other]) => (one < other ? -1 : 1));
    const numbered: Booked[] = [];
    for (const [dealId, receipts] of locked) {
      const account = await Account.locked(work.em, dealId);
      for (const receipt of receipts) numbered.push({ account, receipt, id: booked(run, work, account, receipt) });
      tellOf(run, work, account, receipts);
    }
    const taken = numbered.map((one) => takenOf(run, work, one));
    const receipts = await nextOpeningReceipts(work.em, run.job, taken);
    for (const account of new Set(numbered.map((one) => one.account))) await intoSupervision(work, account, receipts);
    return numbered.length;
  });
}

interface Booked {
  account: Account;
  receipt: OldReceipt;
  id: string;
}

/** Posted on the day of the take-over; for late fees it counts from the day on which it was paid (FIN-7). */
function booked(run: JobRun, work: Work, account: Account, receipt: OldReceipt): string {
  const id = newId();
  const movement = openingMovement(account.deal, account.owed, receipt);
  const cause = { name: 'cmd.finance.carry-out-opening-receipts', id: run.job.id };
  const money = { receiptId: id, valueDay: receipt.receivedOn };
  account.book(movement, { kind: 'opening', id, at: postedAt(run, work), cause, money });
  return id;
}

function postedAt({ job }: JobRun, { at }: Work): Date {
  const day = job.said.takenOverOn!;
  return day === dayOf(at) ? at : startOf(day);
}

function takenOf(run: JobRun, { actor }: Work, { account, receipt, id }: Booked) {
  const { oldNumber, payer, amount, method, receivedOn: valueDay } = receipt;
  const facts = { id, oldNumber, payer, amount, method, valueDay, receivedAt: startOf(valueDay) };
  return { ...facts, dealId: account.deal.id, takeoverId: run.job.id, cashier: actor, trace: shortTraceId() ?? '' };
}

/** What came in while the unit's money was supervised already is in its account (FIN-12). */
async function intoSupervision({ em, tell }: Work, { deal }: Account, receipts: Receipt[]): Promise<void> {
  const since = (await supervising(em, deal))?.openedAt;
  if (!since) return;
  for (const receipt of receipts.filter(({ dealId, receivedAt }) => dealId === deal.id && receivedAt > since)) {
    for (const funds of await supervised(em, deal, receipt)) tell(SupervisedFundsMoved.of(funds));
  }
}

/** What sales, membership and reports go on from; and whether the keys may be given (HAN-1). */
function tellOf(run: JobRun, work: Work, account: Account, receipts: OldReceipt[]): void {
  const { deal, owed } = account;
  const { id: dealId, unitId, projectId, price } = deal;
  const paid = pricePaid(owed);
  const amount = Money.sum(receipts.map((receipt) => receipt.amount));
  const loan = Money.sum(receipts.filter(({ method }) => method === 'loan').map((receipt) => receipt.amount));
  const sums = { receipts: receipts.length, amount, loan, pricePaid: paid, priceShare: priceShare(paid, price) };
  const facts = { dealId, unitId, projectId, ...sums, takenOverOn: run.job.said.takenOverOn! };
  work.tell(Object.assign(new OpeningBooked(), facts));
  for (const event of milestoneEvents(account.turned(milestones(account.deal, account.owed, work.at))))
    work.tell(event);
}
