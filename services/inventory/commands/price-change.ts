import {
  ApprovePriceChange,
  ExecutePriceChange,
  type PriceChangeAnswer,
  RequestPriceChange,
  ReviewPriceChange,
  UnitRepriced,
} from '#contracts/inventory.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { PriceChange, RepricedUnit } from '../entities/price-change.js';
import { pricesOf } from '../entities/price-version.js';
import { bringIntoForce, makeVersions } from '../entities/repricing.js';
import { newestFacts } from '../entities/unit-facts.js';
import { Unit } from '../entities/unit.js';
import { changes, decided, refuseUnlessLocked, type UnitNow } from '../rules/price-change.js';

@Controller()
export class PriceChangeCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RequestPriceChange)
  request(asked: Asked<RequestPriceChange>): Promise<PriceChangeAnswer> {
    const { payload, actor, at } = asked;
    const { buildingId, reason, attachment, effectiveFrom, lines } = payload;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const building = await em.findOneOrFail(Building, buildingId);
      mayTouch(actor, building);
      refuseUnlessLocked(building);
      const id = newId();
      const who = { requestedBy: actor.id, requestedAt: at };
      const order = { projectId: building.projectId, buildingId, reason, attachment, effectiveFrom };
      em.create(PriceChange, { id, ...order, state: 'requested', ...who });
      for (const line of changes(lines, await unitsNow(em, payload))) {
        em.create(RepricedUnit, { ...line, id: newId(), priceChangeId: id });
      }
      return { priceChangeId: id, state: 'requested' };
    });
  }

  @Answers(ReviewPriceChange)
  review(asked: Asked<ReviewPriceChange>) {
    const { decision, reason } = asked.payload;
    return this.step(asked, async (change, { actor, at }) => {
      change.state = decided(change.state, { from: 'requested', to: 'reviewed' }, decision, reason);
      const by = { reviewedBy: actor.id, reviewedAt: at };
      Object.assign(change, decision === 'approve' ? by : refusedBy(actor.id, at, reason));
    });
  }

  @Answers(ApprovePriceChange)
  approve(asked: Asked<ApprovePriceChange>) {
    const { decision, reason } = asked.payload;
    return this.step(asked, async (change, { actor, at, deadlines }) => {
      change.state = decided(change.state, { from: 'reviewed', to: 'approved' }, decision, reason);
      const by = { approvedBy: actor.id, approvedAt: at };
      const { id, effectiveFrom } = change;
      if (decision === 'approve' && effectiveFrom) deadlines.set('INV-3.effective', id, effectiveFrom);
      Object.assign(change, decision === 'approve' ? by : refusedBy(actor.id, at, reason));
    });
  }

  /** What is to be in force later is told at once, and in force by the clock (INV-3). */
  @Answers(ExecutePriceChange)
  execute(asked: Asked<ExecutePriceChange>) {
    return this.step(asked, async (change, work) => {
      change.state = decided(change.state, { from: 'approved', to: 'executed' }, 'approve');
      const { em, at, actor, tell, deadlines } = work;
      Object.assign(change, { executedBy: actor.id, executedAt: at });
      for (const repriced of await makeVersions(em, change, at)) tell(Object.assign(new UnitRepriced(), repriced));
      if (change.effectiveFrom && change.effectiveFrom > at) return;
      deadlines.clear('INV-3.effective', change.id);
      await bringIntoForce(em, change, { at, actor });
    });
  }

  /** A step of the order by somebody who did none of the steps that theirs checks (ALL-4). */
  private step(asked: Asked<{ priceChangeId: string }>, take: (change: PriceChange, work: Work) => Promise<void>) {
    const { payload, actor } = asked;
    return this.unitOfWork.run(asked, async (work) => {
      const lockMode = LockMode.PESSIMISTIC_WRITE;
      const change = await work.em.findOneOrFail(PriceChange, payload.priceChangeId, { lockMode });
      mayTouch(actor, change);
      const { requestedBy, reviewedBy, approvedBy } = change;
      const makers = { 'price.change-request': requestedBy, 'price.change-review': reviewedBy };
      separate(actor, { ...makers, 'price.change-approve': approvedBy });
      await take(change, work);
      return { priceChangeId: change.id, state: change.state };
    });
  }
}

/** The units of the order with their price in force, and what they are or will be by orders made before (INV-3). */
async function unitsNow(em: EntityManager, { buildingId, lines }: RequestPriceChange): Promise<UnitNow[]> {
  const units = await em.find(Unit, { buildingId, id: { $in: lines.map((line) => line.unitId) } });
  const prices = await pricesOf(em, units, 'newestVersion');
  const facts = await newestFacts(em, units);
  return units.map((unit) => {
    const { pricePerM2, floorPrice } = prices.get(unit.id)!;
    const { layout, orientation, use, buildingArea, innerArea, sharedArea } = facts.get(unit.id)!;
    const { id, code, pricingBasis, filedPrice } = unit;
    const now = { layout, orientation, use, buildingArea, innerArea, sharedArea };
    return { id, code, pricingBasis, filedPrice, ...now, pricePerM2, floorPrice };
  });
}

function refusedBy(id: string, at: Date, reason?: string) {
  return { refusedBy: id, refusedAt: at, refusedFor: reason };
}
