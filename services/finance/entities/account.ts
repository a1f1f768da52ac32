import { newId } from '#kernel/ids.js';
import { Money } from '#kernel/money.js';
import { type Day, dayOf, type Instant } from '#kernel/time.js';
import { type EntityManager, LockMode, type RequiredEntityData } from '@mikro-orm/postgresql';
import type { Derivation } from '#kernel/derivation.js';
import type { DocumentKind, Line } from '../rules/ledger.js';
import type { Part, Purse } from '../rules/lineage.js';
import type { FeeNow } from '../rules/late-fees.js';
import type { Movement } from '../rules/movement.js';
import type { milestones } from '../rules/news.js';
import type { Ending } from '../rules/revision.js';
import type { OwedTerms } from '../rules/receivables.js';
import { Allocation } from './allocation.js';
import { Deal } from './deal.js';
import { Forfeiture } from './forfeiture.js';
import { JournalEntry, JournalLine } from './journal.js';
import { Outlay } from './outlay.js';
import { purseOf } from './purse.js';
import { Receivable } from './receivable.js';

/** What an entry of the ledger is filed under: its paper, and the command or event that caused it. */
export interface Document {
  kind: DocumentKind;
  id: string;
  at: Instant;
  cause: { name: string; id: string };
  /** The receipt whose money comes in, or goes out again: it counts as paid on its value day. */
  money?: { receiptId: string; valueDay: Day };
}

/** Money that is kept: how much, how that was computed, why, and who said so. */
interface Kept {
  amount: Money;
  derivation: Derivation;
  reason: string;
  byId: string;
}

/** A deal and all that is owed in it, under lock: nobody else moves its money until the transaction ends. */
export class Account {
  private constructor(
    private readonly em: EntityManager,
    readonly deal: Deal,
    readonly owed: Receivable[],
    /** Whose money lies where, and what of it is free. */
    public purse: Purse,
  ) {}

  /** A new deal, in which nothing is owed yet. */
  static opened(em: EntityManager, deal: RequiredEntityData<Deal>): Account {
    return new Account(em, em.create(Deal, deal), [], { slices: [], free: [] });
  }

  /** Refuses with ALL.unknown when there is no such deal. */
  static async locked(em: EntityManager, dealId: string): Promise<Account> {
    const deal = await em.findOneOrFail(Deal, dealId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    return new Account(em, deal, await em.find(Receivable, { dealId }), await purseOf(em, dealId));
  }

  /** Adds what is owed from now on. */
  owe(terms: OwedTerms, contractVersion = 1): Receivable {
    const { id: dealId, projectId } = this.deal;
    const state = terms.amount.isZero ? 'paid' : 'open';
    const { kind, label, line, amount, dueOn, derivation, nodeId = null, dueDaysAfterNode = 0 } = terms;
    const waits = { nodeId, daysAfterNode: nodeId ? dueDaysAfterNode : null, awaitsNode: nodeId !== null };
    const receivable = this.em.create(Receivable, {
      ...{ kind, label, line, amount, dueOn, derivation, ...waits },
      id: newId(),
      dealId,
      projectId,
      contractVersion,
      paid: Money.zero,
      waived: Money.zero,
      state,
    });
    this.owed.push(receivable);
    return receivable;
  }

  /** A line of the version before ends at what is paid of it; unpaid it is not owed any more (CON-4). */
  end({ owed, back, derivation }: Ending, on: Day): void {
    const kept = owed.paid.minus(back);
    if (owed.state === 'open') Object.assign(owed, { cut: owed.amount.minus(owed.paid), cutOn: on });
    if (owed.paid.isZero) Object.assign(owed, { state: owed.amount.isZero ? 'paid' : 'cancelled' });
    else if (kept.isPositive)
      Object.assign(owed, { amount: kept, derivation, state: back.isZero ? 'paid' : owed.state });
  }

  /**
   * Carries out a movement: receivables, allocations, the deal's sums and the entry in the ledger, all together. Late
   * fees are then what they are with it; what was paid of one too much is held for the customer (FIN-7).
   */
  book(moved: Movement, document: Document): void {
    const entryId = newId();
    this.move(entryId, moved, document);
    if (closing.includes(document.kind)) return this.post(entryId, moved.lines, document);
    this.reckon(moved.fees(this.deal, this.owed, this.purse.slices));
    const { at, kind, id, cause } = document;
    const over = tooMuch(this.owed);
    const back = moved.further(this.deal, over);
    if (over.length > 0) this.move(entryId, back, { at, kind, id, cause });
    this.post(entryId, [...moved.lines, ...back.lines], document);
  }

  /** Keeps money of the customer for good, with how much that is and why (SUB-2, SUB-6). */
  keep(moved: Movement, kept: Kept, { at, cause }: Pick<Document, 'at' | 'cause'>): void {
    if (!kept.amount.isPositive) return;
    const { id: dealId, projectId } = this.deal;
    const forfeiture = this.em.create(Forfeiture, { ...kept, id: newId(), dealId, projectId, at });
    this.book(moved, { kind: 'forfeiture', id: forfeiture.id, at, cause });
  }

  /** Keeps whose money moves (FIN-2): none comes in without its receipt. */
  private trace(entryId: string, moved: Movement, { at, money }: Document): void {
    if (!moved.received.isZero && !money) throw new Error('money moves without its receipt');
    const { slices, spent, purse } = moved.trace(this.purse, money ?? { receiptId: null, valueDay: dayOf(at) });
    const ids = () => ({ id: newId(), dealId: this.deal.id, entryId, at });
    for (const slice of slices) this.em.create(Allocation, { ...ids(), ...slice });
    for (const lot of spent) this.em.create(Outlay, { ...ids(), ...lot });
    this.purse = purse;
  }

  /** What it has reached, and has not any more, marked on it: to be told once (HAN-1, TIT-4). */
  turned({ marks, ...news }: ReturnType<typeof milestones>) {
    Object.assign(this.deal, marks);
    return news;
  }

  private move(entryId: string, moved: Movement, document: Document): void {
    for (const { owed, paid, state } of moved.parts) Object.assign(owed, { paid, state });
    Object.assign(this.deal, moved.standing);
    this.trace(entryId, moved, document);
  }

  /** Makes every late fee what it is now (FIN-7). */
  reckon(fees: FeeNow<Receivable>[]): void {
    for (const now of fees) if (now.owed || now.fee.amount.isPositive) this.owes(now);
  }

  private owes({ of, owed, fee, net, terms }: FeeNow<Receivable>): void {
    const receivable = owed ?? this.owe(terms, of.contractVersion);
    const state = net.amount.isZero ? 'cancelled' : receivable.paid.equals(net.amount) ? 'paid' : 'open';
    const dueOn = fee.slices.at(-1)?.valueDay ?? receivable.dueOn;
    Object.assign(receivable, { ...net, lateOf: of.id, lateFee: fee.amount, dueOn, state });
  }

  private post(entryId: string, lines: Line[], { kind, id, at, cause }: Document): void {
    if (lines.length === 0) return;
    const place = { projectId: this.deal.projectId, day: dayOf(at) };
    this.em.create(JournalEntry, {
      ...{ ...place, id: entryId, dealId: this.deal.id, postedAt: at },
      ...{ documentKind: kind, documentId: id, cause: cause.name, causeId: cause.id },
    });
    for (const line of lines) this.em.create(JournalLine, { ...line, ...place, id: newId(), entryId });
  }
}

/** With these nothing is owed any more, or everything as it was: late fees, too. */
const closing: DocumentKind[] = ['cancellation', 'withdrawal', 'restoration'];

/** What was paid of late fees that came to less since. */
function tooMuch(owed: Receivable[]): Part[] {
  const over = owed.filter(({ lateOf, paid, amount }) => lateOf && paid > amount);
  return over.map((one) => ({
    ...{ owed: one, amount: one.amount.minus(one.paid) },
    ...(one.amount.isZero ? { closed: 'cancelled' as const } : {}),
  }));
}
