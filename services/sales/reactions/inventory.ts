import { DiscountDefined, PaymentPlanDefined, ProjectOpened, UnitOffered } from '#contracts/inventory.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Discount } from '../entities/discount.js';
import { Offer } from '../entities/offer.js';
import { Plan } from '../entities/plan.js';
import { Project } from '../entities/project.js';

/** What inventory tells: sales keeps its own copy of what it sells. */
@Injectable()
export class InventoryReactions {
  @Hears(ProjectOpened)
  async projectOpened({ event }: Heard<ProjectOpened>, { em }: Work) {
    const { projectId: id, code, name, policy } = event;
    em.create(Project, { id, code, name, deposit: policy.deposit, deadlines: policy.deadlines ?? {} });
  }

  @Hears(PaymentPlanDefined)
  async planDefined({ event }: Heard<PaymentPlanDefined>, { em }: Work) {
    const lines = event.lines.map((line) => ({ ...line, share: line.share.toString() }));
    const { planId: id, ...rest } = event;
    em.create(Plan, { ...rest, id, lines });
  }

  @Hears(DiscountDefined)
  async discountDefined({ event }: Heard<DiscountDefined>, { em }: Work) {
    const { discountId: id, ...rest } = event;
    em.create(Discount, { ...rest, id });
  }

  @Hears(UnitOffered)
  async unitOffered({ event }: Heard<UnitOffered>, { em }: Work) {
    const { unitId: id, projectId, unitCode, pricingBasis, buildingArea, innerArea, permitNumber } = event;
    const { pricePerM2, totalPrice, floorPrice, priceVersion } = event;
    const facts = { id, projectId, unitCode, pricingBasis, buildingArea, innerArea, permitNumber };
    em.create(Offer, { ...facts, pricePerM2, totalPrice, floorPrice, priceVersion });
  }
}
