import { ContractRevised } from '#contracts/sales-contracts.js';
import { ContractTakenOver } from '#contracts/sales-takeover.js';
import { ContractAmended, ContractSigned, SupplementSigned } from '#contracts/sales.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Handover } from '../entities/handover.js';
import { Settlement } from '../entities/settlement.js';
import { settlementState } from '../rules/settlement.js';

/** What sales tells: contracts to hand over, and supplementary contracts that follow a settlement. */
@Injectable()
export class SalesReactions {
  @Hears(ContractSigned)
  async contractSigned({ event }: Heard<ContractSigned>, { em }: Work) {
    const { contractId: id, subscriptionId: dealId, unitId, unitCode, projectId, consultantId } = event;
    const { price, pricePerM2, pricingBasis, buildingArea, innerArea, clauses } = event;
    const terms = { price, pricePerM2, pricingBasis, areaMethod: clauses.areaMethod, buildingArea, innerArea };
    em.create(Handover, { id, state: 'waiting', dealId, unitId, unitCode, projectId, consultantId, ...terms });
  }

  /** A contract from before this system is handed over as any other. */
  @Hears(ContractTakenOver)
  async contractTakenOver({ event }: Heard<ContractTakenOver>, { em }: Work) {
    const { contract, subscriptionId: dealId, unitId, unitCode, projectId, consultantId, price } = event;
    if (!contract) return;
    const { contractId: id, pricePerM2, pricingBasis, buildingArea, innerArea, clauses } = contract;
    const terms = { price, pricePerM2, pricingBasis, areaMethod: clauses.areaMethod, buildingArea, innerArea };
    em.create(Handover, { id, state: 'waiting', dealId, unitId, unitCode, projectId, consultantId, ...terms });
  }

  @Hears(ContractAmended)
  async contractAmended({ event }: Heard<ContractAmended>, { em }: Work) {
    const handover = await em.findOneOrFail(Handover, event.contractId);
    handover.areaMethod = event.clauses.areaMethod;
  }

  /** Another version stands (CON-4): what areas and keys are settled by follows it. */
  @Hears(ContractRevised)
  async contractRevised({ event }: Heard<ContractRevised>, { em }: Work) {
    const handover = await em.findOneOrFail(Handover, event.contractId);
    const { price, pricePerM2, clauses } = event;
    Object.assign(handover, { price, pricePerM2, areaMethod: clauses.areaMethod });
  }

  @Hears(SupplementSigned)
  async supplementSigned({ event, at }: Heard<SupplementSigned>, { em }: Work) {
    const settlement = await em.findOneOrFail(Settlement, event.settlementId);
    settlement.signedAt ??= at;
    settlement.state = settlementState(settlement);
  }
}
