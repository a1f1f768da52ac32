import type { DeadlineLengths } from '#kernel/deadlines.js';
import type { Instant } from '#kernel/time.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import type { ReservationPolicy } from '../rules/reservation.js';

/** As it is kept: the share is a decimal text. */
export interface KeptSubscriptionPolicy {
  keepsMax?: number;
  retainShare?: string;
}

const schema = defineEntity({
  name: 'Project',
  tableName: 'project',
  properties: {
    id: p.uuid().primary(),
    code: p.string(),
    name: p.string(),
    deposit: money(),
    deadlines: json<DeadlineLengths>(),
    /** What it decided itself about reservations (RES-1, RES-2). */
    reservationPolicy: json<Partial<ReservationPolicy>>().nullable(),
    /** What it decided itself about subscriptions (SUB-4, SUB-6). */
    subscriptionPolicy: json<KeptSubscriptionPolicy>().nullable(),
    /** How many contracts have been signed: the counter of their numbers (CON-1). */
    contracts: p.integer().default(0),
    /** How many exports of customers were asked for: the counter of their numbers (ALL-9). */
    exports: p.integer().default(0),
    /** How many quotations have been made. */
    quotations: p.integer().default(0),
  },
});

/** A project's own policy: the deposit and the lengths of its deadlines (ALL-6). */
export class Project extends schema.class {}
schema.setClass(Project);

/** When something is done, and the project's own lengths of the deadlines that begin then (ALL-6). */
export async function timingIn(em: EntityManager, projectId: string, at: Instant) {
  const { deadlines } = await em.findOneOrFail(Project, projectId);
  return { at, lengths: deadlines };
}

/** The next number of the project's contracts, without gaps: a signing that fails gives its number back. */
export async function nextContract(em: EntityManager, projectId: string): Promise<{ serial: number; number: string }> {
  const counted = 'update project set contracts = contracts + 1 where id = ? returning code, contracts as serial';
  const [row] = await em.execute<{ code: string; serial: number }[]>(counted, [projectId]);
  const { code, serial } = row!;
  return { serial, number: `HT-${code}-${String(serial).padStart(6, '0')}` };
}
