import { UnitTied, UnitUntied } from '#contracts/sales-attachments.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Hold } from '../entities/hold.js';
import { Unit } from '../entities/unit.js';

/** Parking spaces and storage rooms that belong to a home, shown on both (INV-7). */
@Injectable()
export class TieReactions {
  /** A home whose hold is over when this is heard has nothing tied to it; one not heard of yet is waited for. */
  @Hears(UnitTied)
  async tied({ event }: Heard<UnitTied>, { em }: Work) {
    const home = await em.findOneOrFail(Hold, event.subscriptionId, { lockMode: LockMode.PESSIMISTIC_READ });
    const unit = await lockedUnit(em, event.unitId);
    if (!home.endedAt) unit.tiedTo = event.homeUnitId;
  }

  @Hears(UnitUntied)
  async untied({ event }: Heard<UnitUntied>, { em }: Work) {
    const unit = await lockedUnit(em, event.unitId);
    if (unit.tiedTo === event.homeUnitId) unit.tiedTo = null;
  }
}

function lockedUnit(em: EntityManager, id: string): Promise<Unit> {
  return em.findOneOrFail(Unit, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}
