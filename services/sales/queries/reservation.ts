import { MaliciousReservations, ReservationById, Reservations } from '#contracts/sales-reservations.js';
import { nameMasked } from '#kernel/personal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Customer } from '../entities/customer.js';
import { Project } from '../entities/project.js';
import { Reservation, ReservationConsent, reservationPolicy } from '../entities/reservation.js';
import { reservationDefaults } from '../rules/reservation.js';

@Controller()
export class ReservationQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ReservationById)
  reservation({ payload: { reservationId }, actor }: Asked<ReservationById>) {
    return this.unitOfWork.read(async (em) => {
      const found = await em.findOneOrFail(Reservation, reservationId);
      const { projectId, holderId: ownerId, reason, subscriptionId, customerId } = found;
      mayTouch(actor, { projectId, ownerId });
      const { own } = await reservationPolicy(em, projectId);
      const said = await em.find(ReservationConsent, { reservationId }, { orderBy: { id: 'asc' } });
      const forWhom = { customerId: customerId ?? undefined, beneficiary: await beneficiaryOf(em, found) };
      const facts = { projectId, reason, subscriptionId: subscriptionId ?? undefined };
      return { ...rowOf(found, own), ...facts, ...forWhom, consents: said.map(consentOf) };
    });
  }

  @Answers(Reservations)
  reservations({ payload: { projectId, state, limit = 50, after }, actor }: Asked<Reservations>) {
    return this.unitOfWork.read(async (em) => {
      const { own } = await reservationPolicy(em, projectId);
      const wanted = { projectId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const where = { $and: [inScope(actor, { project: 'projectId', owner: 'holderId' }), wanted] };
      const found = await em.find(Reservation, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map((one) => rowOf(one, own));
      return { items, next: found.length > limit ? items.at(-1)!.reservationId : undefined };
    });
  }

  /** Counted as it stands now, over those that expired within the window: an index has no others (RES-2). */
  @Answers(MaliciousReservations)
  malicious({ payload: { projectId, limit = 50, after = '' }, actor, at }: Asked<MaliciousReservations>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const { own } = await reservationPolicy(em, projectId);
      const { maliciousCount, maliciousDays } = { ...reservationDefaults, ...own };
      const since = new Date(at.getTime() - maliciousDays * 86_400_000);
      const found = await em.execute<Malicious[]>(malicious, [projectId, since, maliciousCount, after, limit + 1]);
      const customers = await em.find(Customer, { id: { $in: found.map(({ personId }) => personId) } });
      const items = found.slice(0, limit).map((row) => maliciousRowOf(row, customers));
      const last = found.length > limit ? items.at(-1)! : undefined;
      return { items, next: last && `${last.as} ${last.personId}` };
    });
  }
}

async function beneficiaryOf(em: EntityManager, { customerId, beneficiary }: Reservation) {
  const name = customerId ? (await em.findOneOrFail(Customer, customerId)).name : beneficiary;
  return name ? nameMasked(name) : undefined;
}

function rowOf(found: Reservation, own: { extensionsMax?: number }) {
  const { id: reservationId, unitId, unitCode, holderId, holderName: holder, state, until, extensions } = found;
  const { extensionsMax } = { ...reservationDefaults, ...own };
  const ends = { endedAt: found.endedAt ?? undefined, endedFor: found.endedFor ?? undefined };
  const extensionsLeft = Math.max(0, extensionsMax - extensions);
  const facts = { reservationId, unitId, unitCode, holderId, holder, state, until, extensionsLeft };
  return { ...facts, reservedAt: found.reservedAt, ...ends };
}

function consentOf({ customerId, decision, askedAt, askedFor, answeredAt, reason }: ReservationConsent) {
  const said = { answeredAt: answeredAt ?? undefined, reason: reason ?? undefined };
  return { customerId, state: decision ?? ('asked' as const), askedAt, askedFor, ...said };
}

interface Malicious {
  as: 'holder' | 'beneficiary';
  personId: string;
  /** A holder's; a customer's is sealed. */
  name: string | null;
  expired: number;
  lastAt: string;
}

function maliciousRowOf({ as, personId, name, expired, lastAt }: Malicious, customers: Customer[]) {
  const masked = () => nameMasked(customers.find(({ id }) => id === personId)?.name ?? '');
  return { as, personId, name: name ?? masked(), expired, lastAt: new Date(lastAt) };
}

const malicious = `
  with expired as (
    select holder_id, holder_name, customer_id, ended_at from reservation
    where project_id = ? and state = 'expired' and ended_at > ?),
  people as (
    select 'holder' as "as", holder_id as id, max(holder_name) as name, count(*)::int as expired, max(ended_at) as last
    from expired group by holder_id
    union all
    select 'beneficiary', customer_id, null, count(*)::int, max(ended_at)
    from expired where customer_id is not null group by customer_id)
  select "as", id as "personId", name, expired, last as "lastAt" from people
  where expired >= ? and "as" || ' ' || id::text > ?
  order by "as" || ' ' || id::text limit ?`;
