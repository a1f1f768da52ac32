import { PolicyChanged } from '#contracts/inventory-policy.js';
import {
  DiscountDefined,
  PaymentPlanDefined,
  ProjectOpened,
  type SubscriptionSettings,
  UnitOffered,
  UnitReleased,
  UnitRepriced,
  UnitWithheld,
} from '#contracts/inventory.js';
import { DiscountEnded, NodePlanned, NodeReached, PaymentPlanEnded } from '#contracts/inventory-terms.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Discount } from '../entities/discount.js';
import { Hold } from '../entities/hold.js';
import { ConstructionNode } from '../entities/node.js';
import { bringIntoForce, type KeptPrice, keptPrice, lockedOffer, nextPriceAt, Offer } from '../entities/offer.js';
import { keptPlanLines, Plan } from '../entities/plan.js';
import { type KeptSubscriptionPolicy, Project } from '../entities/project.js';

/** What inventory tells: sales keeps its own copy of what it sells. */
@Injectable()
export class InventoryReactions {
  @Hears(ProjectOpened)
  async projectOpened({ event }: Heard<ProjectOpened>, { em }: Work) {
    const { projectId: id, code, name, policy } = event;
    const { deposit, deadlines = {}, reservations: reservationPolicy, subscriptions } = policy;
    const own = { reservationPolicy, subscriptionPolicy: keptPolicy(subscriptions) };
    em.create(Project, { id, code, name, deposit, deadlines, ...own });
  }

  @Hears(PolicyChanged)
  async policyChanged({ event: { projectId, policy } }: Heard<PolicyChanged>, { em }: Work) {
    const project = await em.findOneOrFail(Project, projectId);
    const subscriptionPolicy = keptPolicy(policy.subscriptions) ?? project.subscriptionPolicy;
    const reservationPolicy = policy.reservations ?? project.reservationPolicy;
    const { deposit, deadlines = {} } = policy;
    Object.assign(project, { deposit, deadlines, subscriptionPolicy, reservationPolicy });
  }

  @Hears(PaymentPlanDefined)
  async planDefined({ event }: Heard<PaymentPlanDefined>, { em }: Work) {
    const { planId: id, lines, ...rest } = event;
    em.create(Plan, { ...rest, id, lines: keptPlanLines(lines) });
  }

  @Hears(DiscountDefined)
  async discountDefined({ event }: Heard<DiscountDefined>, { em }: Work) {
    const { discountId: id, ...rest } = event;
    em.create(Discount, { ...rest, id });
  }

  @Hears(PaymentPlanEnded)
  async planEnded({ event }: Heard<PaymentPlanEnded>, { em }: Work) {
    (await em.findOneOrFail(Plan, event.planId)).endedAt = event.endedAt;
  }

  @Hears(DiscountEnded)
  async discountEnded({ event }: Heard<DiscountEnded>, { em }: Work) {
    (await em.findOneOrFail(Discount, event.discountId)).endedAt = event.endedAt;
  }

  @Hears(NodePlanned)
  async nodePlanned({ event }: Heard<NodePlanned>, { em }: Work) {
    const { nodeId: id, buildingId, code, plannedOn } = event;
    const known = await em.findOne(ConstructionNode, id);
    if (known) known.plannedOn = plannedOn;
    else em.create(ConstructionNode, { id, buildingId, code, plannedOn });
  }

  @Hears(NodeReached)
  async nodeReached({ event }: Heard<NodeReached>, { em }: Work) {
    (await em.findOneOrFail(ConstructionNode, event.nodeId)).reachedOn = event.reachedOn;
  }

  @Hears(UnitOffered)
  async unitOffered({ event }: Heard<UnitOffered>, { em }: Work) {
    const { unitId: id, projectId, unitCode, pricingBasis, buildingArea, innerArea, permitNumber } = event;
    const { pricePerM2, totalPrice, floorPrice, filedPrice, priceVersion, buildingId, layout, use, offeredAt } = event;
    const unit = { id, buildingId, layout, use, projectId, unitCode, pricingBasis, buildingArea, innerArea };
    const facts = { ...unit, permitNumber, offeredAt };
    em.create(Offer, { ...facts, pricePerM2, totalPrice, floorPrice, filedPrice, priceVersion });
  }

  /** Who has the unit keeps its price; one to come waits for its moment (INV-3). An offer tells of those before it. */
  @Hears(UnitRepriced)
  async unitRepriced({ event, at }: Heard<UnitRepriced>, work: Work) {
    const offer = await work.em.findOne(Offer, event.unitId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!offer) return;
    const from = event.effectiveFrom ?? at;
    const knownFrom = from > work.at ? from : work.at;
    const price = { ...keptPrice({ ...event, effectiveFrom: from }), knownFrom: knownFrom.toISOString() };
    offer.upcoming = [...(offer.upcoming ?? []), price].toSorted(byMoment);
    await comeIntoForce(offer, work);
  }

  /** What was told ahead is in force now (INV-3); the next of it has its own moment. */
  @WhenDue('INV-3.effective')
  async priceEffective({ about }: Due, work: Work) {
    await comeIntoForce(await lockedOffer(work.em, about), work);
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

async function comeIntoForce(offer: Offer, { em, at, deadlines }: Work): Promise<void> {
  const held = await em.findOne(Hold, { unitId: offer.id, endedAt: null });
  bringIntoForce(offer, at, held?.since);
  const next = nextPriceAt(offer, at);
  if (next) deadlines.set('INV-3.effective', offer.id, next);
}

function byMoment(one: KeptPrice, other: KeptPrice): number {
  return one.effectiveFrom!.localeCompare(other.effectiveFrom!) || one.priceVersion - other.priceVersion;
}

function keptPolicy(settings?: SubscriptionSettings): KeptSubscriptionPolicy | null {
  return settings ? { keepsMax: settings.keepsMax, retainShare: settings.retainShare?.toString() } : null;
}
