import { ContractSigned, SupplementSigned } from '#contracts/sales.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Handover } from '../entities/handover.js';
import { Settlement } from '../entities/settlement.js';
import { settlementState } from '../rules/settlement.js';

/** What sales tells: contracts to hand over, and supplementary contracts that follow a settlement. */
@Injectable()
export class SalesReactions {
  /** Told again with other terms, those stand; how far the handover is does not change. */
  @Hears(ContractSigned)
  async contractSigned({ event }: Heard<ContractSigned>, { em }: Work) {
    const { contractId: id, subscriptionId: dealId, unitId, unitCode, projectId, consultantId } = event;
    const { price, pricePerM2, pricingBasis, buildingArea, innerArea, clauses } = event;
    const terms = { price, pricePerM2, pricingBasis, areaMethod: clauses.areaMethod, buildingArea, innerArea };
    const facts = { dealId, unitId, unitCode, projectId, consultantId, ...terms };
    const known = await em.findOne(Handover, id);
    if (known) Object.assign(known, facts);
    else em.create(Handover, { id, state: 'waiting', ...facts });
  }

  @Hears(SupplementSigned)
  async supplementSigned({ event, at }: Heard<SupplementSigned>, { em }: Work) {
    const settlement = await em.findOneOrFail(Settlement, event.settlementId);
    settlement.signedAt ??= at;
    settlement.state = settlementState(settlement);
  }
}
