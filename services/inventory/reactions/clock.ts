import { UnitRepriced } from '#contracts/inventory.js';
import { PermitSuspended } from '#contracts/inventory-terms.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Permit } from '../entities/permit.js';
import { PriceChange } from '../entities/price-change.js';
import { bringIntoForce, makeVersions } from '../entities/repricing.js';

/** What time makes happen. */
@Injectable()
export class InventoryClock {
  /** An approved order whose time has come is in force, whether the administrator has executed it or not (INV-3). */
  @WhenDue('INV-3.effective')
  async priceEffective({ about }: Due, { em, at, actor, tell }: Work) {
    const change = await em.findOneOrFail(PriceChange, about, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (change.state === 'approved') {
      Object.assign(change, { state: 'executed', executedBy: actor.id, executedAt: at });
      for (const repriced of await makeVersions(em, change, at)) tell(Object.assign(new UnitRepriced(), repriced));
    }
    if (change.state === 'executed') await bringIntoForce(em, change, { at, actor });
  }

  /** After its last day nothing is offered or subscribed under a permit (INV-4, law). */
  @WhenDue('INV-4.permit-expiry')
  async permitExpires({ about }: Due, { em, at, actor, tell }: Work) {
    const permit = await em.findOneOrFail(Permit, about, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const { id: permitId, projectId, number, validUntil } = permit;
    const changedFor = `有效期至 ${validUntil}`;
    if (permit.state !== 'effective') return;
    Object.assign(permit, { state: 'expired', changedFor, changedBy: actor.id, changedAt: at });
    const facts = { permitId, projectId, number, cause: 'expired', reason: changedFor };
    tell(Object.assign(new PermitSuspended(), facts));
  }
}
