import { AreaSettled, UnitHandedOver } from '#contracts/handover.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { lockedContract } from '../entities/contract.js';
import { Settlement } from '../entities/supplement.js';

/** What handover tells. */
@Injectable()
export class HandoverReactions {
  /** Nothing is changed or withdrawn after that (CON-4, CON-5). */
  @Hears(UnitHandedOver)
  async handedOver({ event, at }: Heard<UnitHandedOver>, { em }: Work) {
    const contract = await lockedContract(em, event.contractId);
    contract.handedOverAt ??= at;
  }

  /** Kept for the supplementary contract (CON-7). */
  @Hears(AreaSettled)
  async areaSettled({ event, at }: Heard<AreaSettled>, { em }: Work) {
    const { settlementId: id, contractId, oldPrice, difference, newPrice, derivation } = event;
    em.create(Settlement, { id, contractId, oldPrice, difference, newPrice, derivation, settledAt: at });
  }
}
