import type { ConsentDecision, ReservationState } from '#contracts/sales-reservations.js';
import type { Instant } from '#kernel/time.js';
import { sealed } from '#persistence/sealed.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';
import { Project } from './project.js';

const schema = defineEntity({
  name: 'Reservation',
  tableName: 'reservation',
  properties: {
    /** The id of its hold. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    unitId: p.uuid(),
    unitCode: p.string(),
    projectId: p.uuid(),
    holderId: p.uuid(),
    holderName: p.string(),
    /** For whom: a customer, or somebody who is only named. */
    customerId: p.uuid().nullable(),
    beneficiary: sealed().nullable(),
    reason: p.text(),
    reservedAt: p.datetime(),
    until: p.datetime(),
    extensions: p.integer().default(0),
    state: p.string().$type<ReservationState>(),
    endedAt: p.datetime().nullable(),
    endedFor: p.string().nullable(),
    /** What it was sold by, and to whom. */
    subscriptionId: p.uuid().nullable(),
    soldToId: p.uuid().nullable(),
  },
});

/** A unit kept for somebody without money (RES-1). */
export class Reservation extends schema.class {}
schema.setClass(Reservation);

const consentSchema = defineEntity({
  name: 'ReservationConsent',
  tableName: 'reservation_consent',
  properties: {
    id: p.uuid().primary(),
    reservationId: p.uuid(),
    /** The buyer that the holder is asked about. */
    customerId: p.uuid(),
    askedById: p.uuid(),
    askedAt: p.datetime(),
    askedFor: p.text(),
    decision: p.string().$type<ConsentDecision>().nullable(),
    answeredAt: p.datetime().nullable(),
    reason: p.text().nullable(),
  },
});

/** What the holder of a reservation was asked about a buyer, and said (RES-1, §3.2.4). */
export class ReservationConsent extends consentSchema.class {}
consentSchema.setClass(ReservationConsent);

/** The reservation, locked until the end of the transaction: its sale, its end and its expiry come one by one. */
export function lockedReservation(em: EntityManager, id: string): Promise<Reservation> {
  return em.findOneOrFail(Reservation, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** The one that keeps the unit now, locked; null when it has ended in between. */
export function liveReservation(em: EntityManager, unitId: string): Promise<Reservation | null> {
  return em.findOne(Reservation, { unitId, state: 'live' }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** What the project decided about reservations, and the lengths of its deadlines. */
export async function reservationPolicy(em: EntityManager, projectId: string) {
  const { reservationPolicy: own, deadlines } = await em.findOneOrFail(Project, projectId);
  return { own: own ?? {}, deadlines };
}

/** When sales in the project began: its first opening, or the first unit that was offered (§3.2.5). */
export async function openedAt(em: EntityManager, projectId: string): Promise<Instant | null> {
  const [row] = await em.execute<{ at: string | null }[]>(opened, [projectId, projectId]);
  return row?.at ? new Date(row.at) : null;
}

/** How many reservations of a holder, or for a customer, expired unsold since then; one count after another. */
export async function expiredOf(em: EntityManager, of: Expiring, since: Instant): Promise<number> {
  const { projectId, column, personId } = of;
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`RES-2 ${projectId} ${personId}`]);
  const [row] = await em.execute<{ expired: number }[]>(counted(column), [projectId, personId, since]);
  return row!.expired;
}

interface Expiring {
  projectId: string;
  column: 'holder_id' | 'customer_id';
  personId: string;
}

const opened = `
  select coalesce(
    (select min(opens_at) from opening where project_id = ? and rehearsal_of is null and cancelled_at is null),
    (select min(offered_at) from unit_offer where project_id = ?)) as at`;

const counted = (column: Expiring['column']) => `
  select count(*)::int as expired from reservation
  where project_id = ? and ${column} = ? and state = 'expired' and ended_at > ?`;
