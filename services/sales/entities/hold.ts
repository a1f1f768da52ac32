import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import { untieAll } from './attachment.js';
import { lockedOffer, priceInForce } from './offer.js';

const schema = defineEntity({
  name: 'Hold',
  tableName: 'hold',
  properties: {
    id: p.uuid().primary(),
    unitId: p.uuid(),
    projectId: p.uuid(),
    /** The kinds of one thing: `reservation`, `subscription`, `contract` (HOLD-1). */
    kind: p.string().$type<'reservation' | 'subscription' | 'contract'>(),
    /** Who has it in hand: the consultant. */
    ownerId: p.uuid(),
    ownerName: p.string(),
    since: p.datetime(),
    endedAt: p.datetime().nullable(),
    endedFor: p.string().nullable(),
  },
});

/** Somebody has the unit. The database refuses a second live one for the same unit (HOLD-1). */
export class Hold extends schema.class {}
schema.setClass(Hold);

/** What has a unit, in the words of the refusal (HOLD-2). */
export interface Held {
  unit: string;
  projectId: string;
  kind: Hold['kind'];
  by: string;
  since: Instant;
}

/**
 * What has the unit now, by one indexed read. Nothing when it is this very command, sent again, that has it: the unit
 * of work then gives the stored reply (ALL-8).
 */
async function liveHold(em: EntityManager, unitId: string, command: Command): Promise<Held | undefined> {
  const [held] = await em.execute<Held[]>(live, [unitId, command.actor.id, command.key]);
  return held && { ...held, since: new Date(held.since) };
}

/** Says no with what holds the unit (HOLD-1). */
export function refuseHeld({ unit, kind, by, since }: Held): never {
  refuse('HOLD-1.unit-held', { unit, kind, ...kinds[kind], by, since });
}

/** Takes the unit, or says at once what holds it. The unique index decides between two at once (HOLD-1). */
export async function takeHold(em: EntityManager, hold: Taking, command: Command): Promise<void> {
  if (await holdTaken(em, hold, command.actor)) return;
  const held = await liveHold(em, hold.unitId, command);
  return held ? refuseHeld(held) : takeHold(em, hold, command); // the other one ended in between
}

/** Takes the unit if nothing holds it, and says whether it did (HOLD-1). */
export async function holdTaken(em: EntityManager, hold: Taking, owner: { id: string; name: string }) {
  const { id, unitId, projectId, kind, since } = hold;
  const [taken] = await em.execute<object[]>(take, [id, unitId, projectId, kind, owner.id, owner.name, since]);
  return taken !== undefined;
}

/** Ends the hold: the unit is free, and a price that waited for this comes into force (INV-3). */
export async function endHold(em: EntityManager, id: string, endedAt: Instant, endedFor: string): Promise<void> {
  const hold = await em.findOneOrFail(Hold, id);
  const offer = await lockedOffer(em, hold.unitId);
  Object.assign(hold, { endedAt, endedFor });
  if (offer.pending) Object.assign(offer, priceInForce(offer.pending), { pending: null });
  await untieAll(em, hold.unitId, endedAt, endedFor);
}

/** Ends a reservation's hold for the subscription that follows in the same transaction: the price is kept (INV-3). */
export async function passHold(em: EntityManager, id: string, endedAt: Instant, endedFor: string): Promise<void> {
  Object.assign(await em.findOneOrFail(Hold, id), { endedAt, endedFor });
  await em.flush();
}

type Taking = Pick<Hold, 'id' | 'unitId' | 'projectId' | 'kind' | 'since'>;
type Command = { actor: { id: string; name: string }; key: string };

const kinds = {
  reservation: { kindZh: '预留', kindEn: 'reservation' },
  subscription: { kindZh: '定购', kindEn: 'subscription' },
  contract: { kindZh: '签约', kindEn: 'contract' },
};

const live = `
  select o.unit_code as unit, h.project_id as "projectId", h.kind, h.owner_name as "by", h.since
  from hold h join unit_offer o on o.id = h.unit_id
  where h.unit_id = ? and h.ended_at is null
    and not exists (select from command_log where actor = ? and key = ?)`;

const take = `
  insert into hold (id, unit_id, project_id, kind, owner_id, owner_name, since) values (?, ?, ?, ?, ?, ?, ?)
  on conflict (unit_id) where ended_at is null do nothing returning id`;
