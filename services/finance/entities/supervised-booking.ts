import type { BookingState } from '#contracts/finance-funds-bank.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

/** What a clerk typed in that the bank said. */
export interface Typed {
  state: 'verified' | 'booked' | 'reversed' | 'approved' | 'paid' | 'refused';
  slip?: string;
  reason?: string;
}

const schema = defineEntity({
  name: 'SupervisedBooking',
  tableName: 'supervised_booking',
  properties: {
    /** The movement's id. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    accountId: p.uuid(),
    projectId: p.uuid(),
    kind: p.string().$type<'deposited' | 'reversed' | 'refunded'>(),
    /** Of a reversal: the booking of the money that it takes back. */
    ofId: p.uuid().nullable(),
    unitCode: p.string(),
    /** What moves, above zero. */
    amount: money(),
    /** How often it was begun: with the id it is our reference at the bank. */
    round: p.integer().default(1),
    state: p.string().$type<BookingState>(),
    slip: p.string().nullable(),
    refusedFor: p.text().nullable(),
    typed: json<Typed>().nullable(),
    since: p.datetime(),
    settledAt: p.datetime().nullable(),
  },
});

/** What the supervision bank is to know of a movement, and how far that is (FIN-12). */
export class SupervisedBooking extends schema.class {}
schema.setClass(SupervisedBooking);

export function lockedBooking(em: EntityManager, id: string): Promise<SupervisedBooking> {
  return em.findOneOrFail(SupervisedBooking, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
