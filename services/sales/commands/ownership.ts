import {
  AppealOwnership,
  CustomerReassigned,
  DecideAppeal,
  DecideCollision,
  LeaverCleared,
  ReassignCustomers,
} from '#contracts/sales-customers.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { CustomerAppeal, hasClaim, lockedAppeal } from '../entities/appeal.js';
import { clearedLeaver, handOver, type Handing } from '../entities/assignment.js';
import { Colleague } from '../entities/colleague.js';
import { lockedCollision, type CustomerCollision } from '../entities/collision.js';
import { Customer, CustomerEvent, CustomerPhone, customersWith, lockedCustomer } from '../entities/customer.js';
import { Project } from '../entities/project.js';
import { ownershipFrom, refuseDeciding, refuseProtected, takesCustomers } from '../rules/ownership.js';

/** Whose a customer is: collisions, appeals, reassignment (CRM-1, CRM-2). */
@Controller()
export class OwnershipCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The history of the second comes to the customer, whoever gets it. */
  @Answers(DecideCollision)
  decideCollision(asked: Asked<DecideCollision>) {
    const { collisionId, for: decidedFor, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const collision = await lockedCollision(work.em, collisionId);
      mayTouch(asked.actor, { projectId: collision.projectId });
      refuseDeciding(collision, [collision.firstId, collision.secondId], asked.actor);
      const customer = await lockedCustomer(work.em, collision.customerId);
      Object.assign(collision, { state: 'decided', decidedFor, reason, ...decided(work) });
      await takeHistory(work, collision);
      if (decidedFor === 'second' && customer.ownerId !== collision.secondId) {
        const to = { id: collision.secondId, name: collision.secondName };
        await give(work, customer, to, { because: 'collision', aboutId: collisionId, reason });
      }
      return { collisionId, customerId: customer.id, state: collision.state, ownerId: customer.ownerId };
    });
  }

  @Answers(AppealOwnership)
  appeal(asked: Asked<AppealOwnership>) {
    const { customerId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at }) => {
      const { projectId, ownerId } = await em.findOneOrFail(Customer, customerId);
      mayTouch(asked.actor, { projectId, ownerId: actor.id });
      if (ownerId === actor.id) refuse('CRM-1.own-customer');
      if (!(await hasClaim(em, customerId, actor.id))) refuse('CRM-1.no-claim');
      const open = await em.findOne(CustomerAppeal, { customerId, byId: actor.id, state: 'open' });
      if (open) refuse('CRM-1.appealed-already');
      const by = { byId: actor.id, byName: actor.name, at, state: 'open' as const };
      const { id: appealId, state } = em.create(CustomerAppeal, { id: newId(), projectId, customerId, reason, ...by });
      return { appealId, customerId, state };
    });
  }

  @Answers(DecideAppeal)
  decideAppeal(asked: Asked<DecideAppeal>) {
    const { appealId, decision, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      const appeal = await lockedAppeal(work.em, appealId);
      mayTouch(asked.actor, { projectId: appeal.projectId });
      const customer = await lockedCustomer(work.em, appeal.customerId);
      refuseDeciding(appeal, [appeal.byId, customer.ownerId], asked.actor);
      const state = decision === 'uphold' ? ('upheld' as const) : ('rejected' as const);
      Object.assign(appeal, { state, decision: reason, ...decided(work) });
      const to = { id: appeal.byId, name: appeal.byName };
      if (state === 'upheld' && customer.ownerId !== to.id)
        await give(work, customer, to, { because: 'appeal', aboutId: appealId, reason });
      return { appealId, customerId: customer.id, state };
    });
  }

  /** In the order of ids, so that two at once do not wait for each other in a circle. All of them, or none. */
  @Answers(ReassignCustomers)
  reassign(asked: Asked<ReassignCustomers>) {
    const { projectId, customerIds, toId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      mayTouch(asked.actor, { projectId });
      const to = await work.em.findOne(Colleague, toId, { lockMode: LockMode.PESSIMISTIC_READ });
      if (!to || !takesCustomers(to, projectId)) refuse('CRM-2.no-colleague');
      for (const id of customerIds.toSorted()) {
        const customer = await lockedCustomer(work.em, id);
        if (customer.projectId !== projectId) refuse('ALL.unknown', { what: 'customer', id });
        if (customer.ownerId === toId) refuse('CRM-2.same-owner', { customer: id, to: to.name });
        refuseProtected(customer, work.at);
        const because = customer.reassignFor === 'leaver' ? ('leaver' as const) : ('reassignment' as const);
        await give(work, customer, to, { because, reason });
      }
      return { reassigned: customerIds.length };
    });
  }
}

function decided({ actor, at }: Work) {
  return { decidedById: actor.id, decidedByName: actor.name, decidedAt: at };
}

/** What changes hands, with what follows from it; who left and has nobody any more is done with (CRM-2, GAT-1). */
async function give(
  work: Work,
  customer: Customer,
  to: { id: string; name: string },
  why: Pick<Handing, 'because' | 'aboutId' | 'reason'>,
): Promise<void> {
  const { em, tell, deadlines, actor: by, at } = work;
  const { id: customerId, projectId, ownerId: fromId } = customer;
  const { deadlines: lengths } = await em.findOneOrFail(Project, projectId);
  const { protectedUntil, silentBy } = ownershipFrom(at, lengths);
  handOver(em, customer, to, { ...why, by, at, protectedUntil });
  deadlines.set('CRM-2.silence', customerId, silentBy);
  const { because } = why;
  tell(Object.assign(new CustomerReassigned(), { customerId, projectId, fromId, toId: to.id, because }));
  if (!(await clearedLeaver(em, fromId, at))) return;
  deadlines.clear('CRM-2.leaver', fromId);
  tell(Object.assign(new LeaverCleared(), { personId: fromId }));
}

/** The second's first contact is an event of the customer, and their phone one by which the customer is found. */
async function takeHistory({ em, actor, at: now }: Work, collision: CustomerCollision): Promise<void> {
  const { projectId, customerId, phone, phoneIndex, kind, note, at, secondId, secondName } = collision;
  em.create(CustomerEvent, { id: newId(), customerId, kind, note, at, byId: secondId, byName: secondName });
  if ((await customersWith(em, projectId, { phone })).length > 0) return;
  const added = { addedAt: now, addedById: actor.id };
  em.create(CustomerPhone, { id: newId(), customerId, projectId, phone, phoneIndex, ...added });
}
