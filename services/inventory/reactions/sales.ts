import { UnitReleased } from '#contracts/inventory.js';
import { ReservationEnded, UnitReserved } from '#contracts/sales-reservations.js';
import { ContractTakenOver } from '#contracts/sales-takeover.js';
import { ContractSigned, SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Money } from '#kernel/money.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { showChange } from '../entities/board-change.js';
import { Building } from '../entities/building.js';
import { Hold } from '../entities/hold.js';
import { PriceVersion } from '../entities/price-version.js';
import { factsOfVersion } from '../entities/unit-facts.js';
import { Unit } from '../entities/unit.js';
import { isForward } from '../rules/board.js';

/** What sales tells of holds: the board shows it. */
@Injectable()
export class SalesReactions {
  /** A hold stands even when the unit was withheld before sales heard of it: the withholding is taken back (INV-5). */
  @Hears(UnitSubscribed)
  async subscribed({ event, at, actor }: Heard<UnitSubscribed>, { em, tell }: Work) {
    const unit = await unitOf(em, event.unitId);
    if (await em.findOne(Hold, event.subscriptionId)) return;
    await endHoldOn(em, unit, at);
    em.create(Hold, { id: event.subscriptionId, unitId: unit.id, heldAt: at });
    const priceVersion = await versionSoldAt(em, unit, event.listPrice);
    await factsOfVersion(em, unit, priceVersion);
    const { id: unitId, projectId, withheldFor } = unit;
    const held = { state: 'subscribed', holdId: event.subscriptionId, withheldFor: null } as const;
    showChange(em, unit, { ...held, priceVersion }, { at, actor });
    const reason = '销控前已定购，收回销控 (INV-5)';
    if (withheldFor) tell(Object.assign(new UnitReleased(), { unitId, projectId, reason }));
  }

  /** A deal from before this system has the unit; that it was withheld until then is taken back (INV-5). */
  @Hears(ContractTakenOver)
  async takenOver({ event, at, actor }: Heard<ContractTakenOver>, { em, tell }: Work) {
    const { subscriptionId: id, contract, projectId } = event;
    const unit = await unitOf(em, event.unitId);
    if (await em.findOne(Hold, id)) return;
    await endHoldOn(em, unit, at);
    em.create(Hold, { id, unitId: unit.id, heldAt: at, contractId: contract?.contractId ?? null });
    const { withheldFor } = unit;
    const state = contract ? ('contracted' as const) : ('subscribed' as const);
    showChange(em, unit, { state, holdId: id, withheldFor: null }, { at, actor });
    const facts = { unitId: unit.id, projectId, reason: '期初导入旧合同，收回销控 (INV-5)' };
    if (withheldFor) tell(Object.assign(new UnitReleased(), facts));
  }

  /** Kept for somebody, without money: shown as reserved; the price it is reserved at stays (INV-3, RES-1). */
  @Hears(UnitReserved)
  async reserved({ event, at, actor }: Heard<UnitReserved>, { em, tell }: Work) {
    const unit = await unitOf(em, event.unitId);
    if (await em.findOne(Hold, event.reservationId)) return;
    await endHoldOn(em, unit, at);
    em.create(Hold, { id: event.reservationId, unitId: unit.id, heldAt: at });
    const { id: unitId, projectId, withheldFor } = unit;
    const held = { state: 'reserved', holdId: event.reservationId, withheldFor: null } as const;
    showChange(em, unit, held, { at, actor });
    const reason = '销控前已预留，收回销控 (INV-5)';
    if (withheldFor) tell(Object.assign(new UnitReleased(), { unitId, projectId, reason }));
  }

  /** Free again; one that was sold stays reserved until its subscription is heard of, which is the next thing told. */
  @Hears(ReservationEnded)
  async reservationEnded({ event, at, actor }: Heard<ReservationEnded>, { em }: Work) {
    const unit = await unitOf(em, event.unitId);
    await ended(em, unit, event.reservationId, at);
    if (!event.subscriptionId) await freed(em, unit, event.reservationId, { at, actor });
  }

  /** Ends the hold that is cancelled; the unit is free if that is what held it, at its newest price (INV-3). */
  @Hears(SubscriptionCancelled)
  async cancelled({ event, at, actor }: Heard<SubscriptionCancelled>, { em }: Work) {
    const unit = await unitOf(em, event.unitId);
    await ended(em, unit, event.subscriptionId, at);
    await freed(em, unit, event.subscriptionId, { at, actor });
  }

  @Hears(ContractSigned)
  async contracted({ event, at, actor }: Heard<ContractSigned>, { em }: Work) {
    const unit = await unitOf(em, event.unitId);
    const hold = await em.findOneOrFail(Hold, event.subscriptionId);
    hold.contractId = event.contractId;
    if (unit.holdId !== hold.id || !isForward(unit.state, 'contracted')) return;
    showChange(em, unit, { state: 'contracted' }, { at, actor });
  }
}

function unitOf(em: EntityManager, id: string): Promise<Unit> {
  return em.findOneOrFail(Unit, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

async function ended(em: EntityManager, unit: Unit, id: string, at: Date): Promise<void> {
  const hold = await em.findOne(Hold, id);
  if (!hold) em.create(Hold, { id, unitId: unit.id, heldAt: at, endedAt: at });
  else hold.endedAt ??= at;
}

/** The unit is free if that is what held it, at its newest price (INV-3). */
async function freed(em: EntityManager, unit: Unit, id: string, by: Parameters<typeof showChange>[3]): Promise<void> {
  if (unit.holdId !== id) return;
  const { state: setUp } = await em.findOneOrFail(Building, unit.buildingId);
  const state = setUp === 'on-sale' ? 'available' : 'withheld';
  await factsOfVersion(em, unit, unit.newestVersion);
  showChange(em, unit, { state, holdId: null, priceVersion: unit.newestVersion }, by);
  // INV-7: with either hold a tie ends; one that is heard of now sees the end of the hold, or is seen here.
  await em.flush();
  unit.tiedTo = null;
  for (const tied of await em.find(Unit, { tiedTo: unit.id })) tied.tiedTo = null;
}

/** Sales has one live hold a unit, and tells in order: with a new one the one before is over. */
async function endHoldOn(em: EntityManager, unit: Unit, at: Date): Promise<void> {
  if (!unit.holdId) return;
  Object.assign(await em.findOneOrFail(Hold, unit.holdId), { endedAt: at });
  await em.flush();
}

/** The version that the deal was made at, which is not the newest when a change order came between (INV-3). */
async function versionSoldAt(em: EntityManager, unit: Unit, total: Money): Promise<number> {
  const where = { unitId: unit.id, totalPrice: total };
  const sold = await em.findOne(PriceVersion, where, { orderBy: { version: 'desc' } });
  return sold?.version ?? unit.priceVersion;
}
