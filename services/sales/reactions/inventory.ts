import { PolicyChanged } from '#contracts/inventory-policy.js';
import {
  DiscountDefined,
  PaymentPlanDefined,
  ProjectOpened,
  UnitOffered,
  UnitReleased,
  UnitRepriced,
  UnitWithheld,
} from '#contracts/inventory.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { Discount } from '../entities/discount.js';
import { Hold } from '../entities/hold.js';
import { keptPrice, lockedOffer, Offer } from '../entities/offer.js';
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

  @Hears(PolicyChanged)
  async policyChanged({ event: { projectId, policy } }: Heard<PolicyChanged>, { em }: Work) {
    const project = await em.findOneOrFail(Project, projectId);
    Object.assign(project, { deposit: policy.deposit, deadlines: policy.deadlines ?? {} });
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

  /** A unit that somebody has keeps its price until it is free again (INV-3). */
  @Hears(UnitRepriced)
  async unitRepriced({ event }: Heard<UnitRepriced>, { em }: Work) {
    const { unitId, pricePerM2, totalPrice, floorPrice, priceVersion } = event;
    const offer = await lockedOffer(em, unitId);
    const price = { pricePerM2, totalPrice, floorPrice, priceVersion };
    const held = await em.findOne(Hold, { unitId, endedAt: null });
    Object.assign(offer, held ? { pending: keptPrice(price) } : price);
  }

  /** A hold that was there first stands; inventory hears of it and takes the withholding back (INV-5). */
  @Hears(UnitWithheld)
  async unitWithheld({ event }: Heard<UnitWithheld>, { em }: Work) {
    (await lockedOffer(em, event.unitId)).withheld = true;
  }

  @Hears(UnitReleased)
  async unitReleased({ event }: Heard<UnitReleased>, { em }: Work) {
    (await lockedOffer(em, event.unitId)).withheld = false;
  }
}
