import type { ReceivableKind, ReceivableState } from '#contracts/finance.js';
import type { Derivation } from '#kernel/derivation.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Receivable',
  tableName: 'receivable',
  properties: {
    id: p.uuid().primary(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    kind: p.string().$type<ReceivableKind>(),
    label: p.string(),
    line: p.integer(),
    /** Which version of the contract it is a line of (CON-4). */
    contractVersion: p.integer(),
    /** Negative when it is owed to the customer. */
    amount: money(),
    paid: money(),
    dueOn: p.string(),
    /** The day until which its payment is delayed with approval (FIN-9). */
    delayedUntil: p.string().nullable(),
    /** The construction node that it is due so many days after; until then `dueOn` is by its plan (INV-6). */
    nodeId: p.uuid().nullable(),
    daysAfterNode: p.integer().nullable(),
    awaitsNode: p.boolean().default(false),
    /** Late after this day and not after `dueOn`: a delay without late fee, a revised contract (FIN-7, CON-4). */
    lateAfter: p.string().nullable(),
    /** What a revision cut off, unpaid, and when (CON-4): it was late until then. */
    cut: money().nullable(),
    cutOn: p.string().nullable(),
    /** Of a late fee: the instalment that was late, and what it is before waivers (FIN-7). */
    lateOf: p.uuid().nullable(),
    lateFee: money().nullable(),
    /** Of an instalment: what is waived of its late fee in all. Of a late fee: as much of that as it comes to. */
    waived: money(),
    derivation: json<Derivation>(),
    state: p.string().$type<ReceivableState>(),
  },
});

/** Something owed in a deal, when, and how it came to be (FIN-1). */
export class Receivable extends schema.class {}
schema.setClass(Receivable);
