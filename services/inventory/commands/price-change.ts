import {
  ApprovePriceChange,
  ExecutePriceChange,
  type PriceChangeAnswer,
  RequestPriceChange,
  ReviewPriceChange,
} from '#contracts/inventory.js';
import { newId } from '#kernel/ids.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { separate } from '#permissions/separation.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { PriceChange, RepricedUnit } from '../entities/price-change.js';
import { Unit } from '../entities/unit.js';
import { decided, newPrices, refuseUnlessLocked } from '../rules/price-change.js';
import { reprice } from './reprice.js';

@Controller()
export class PriceChangeCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(RequestPriceChange)
  request(asked: Asked<RequestPriceChange>): Promise<PriceChangeAnswer> {
    const { payload, actor, at } = asked;
    const { buildingId, reason, attachment } = payload;
    return this.unitOfWork.run(asked, async ({ em }) => {
      const building = await em.findOneOrFail(Building, buildingId);
      mayTouch(actor, building);
      refuseUnlessLocked(building);
      const units = await em.find(Unit, { buildingId, id: { $in: payload.lines.map((line) => line.unitId) } });
      const id = newId();
      const who = { requestedBy: actor.id, requestedAt: at };
      const { projectId } = building;
      em.create(PriceChange, { id, projectId, buildingId, reason, attachment, state: 'requested', ...who });
      for (const line of newPrices(payload.lines, units)) {
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
    return this.step(asked, async (change, { actor, at }) => {
      change.state = decided(change.state, { from: 'reviewed', to: 'approved' }, decision, reason);
      const by = { approvedBy: actor.id, approvedAt: at };
      Object.assign(change, decision === 'approve' ? by : refusedBy(actor.id, at, reason));
    });
  }

  @Answers(ExecutePriceChange)
  execute(asked: Asked<ExecutePriceChange>) {
    return this.step(asked, async (change, work) => {
      change.state = decided(change.state, { from: 'approved', to: 'executed' }, 'approve');
      Object.assign(change, { executedBy: work.actor.id, executedAt: work.at });
      await reprice(work, change);
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

function refusedBy(id: string, at: Date, reason?: string) {
  return { refusedBy: id, refusedAt: at, refusedFor: reason };
}
