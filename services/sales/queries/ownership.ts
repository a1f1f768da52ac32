import { Appeals, CollisionById, Collisions, Colleagues } from '#contracts/sales-customers.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { CustomerAppeal } from '../entities/appeal.js';
import { Colleague } from '../entities/colleague.js';
import { CustomerCollision } from '../entities/collision.js';
import { Customer } from '../entities/customer.js';
import { takesCustomers } from '../rules/ownership.js';
import { eventRow, masked, sheetOf } from './customer-sheet.js';

/** What the sales manager decides on (CRM-1, CRM-2). Ids are in the order of time. */
@Controller()
export class OwnershipQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(Collisions)
  collisions({ payload: { projectId, state, limit = 50, after }, actor }: Asked<Collisions>) {
    return this.unitOfWork.read(async (em) => {
      mayTouch(actor, { projectId });
      const where = { projectId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const found = await em.find(CustomerCollision, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const owners = await em.find(Customer, { id: { $in: found.map(({ customerId }) => customerId) } });
      const items = found.slice(0, limit).map((one) =>
        rowOf(
          one,
          owners.find(({ id }) => id === one.customerId)!,
        ),
      );
      return { items, next: found.length > limit ? items.at(-1)!.collisionId : undefined };
    });
  }

  @Answers(CollisionById)
  collision({ payload, actor }: Asked<CollisionById>) {
    return this.unitOfWork.read(async (em) => {
      const collision = await em.findOneOrFail(CustomerCollision, payload.collisionId);
      mayTouch(actor, { projectId: collision.projectId });
      const customer = await em.findOneOrFail(Customer, collision.customerId);
      return { ...rowOf(collision, customer), ...decisionOf(collision), ...(await entriesOf(collision)) };

      async function entriesOf({ secondId: byId, secondName, source, needs, ...rest }: CustomerCollision) {
        const events = [eventRow({ ...rest, byName: secondName })];
        const secondEntry = { byId, by: secondName, ...masked(rest), source, needs, events };
        return { firstEntry: await sheetOf(em, customer), secondEntry };
      }
    });
  }

  @Answers(Appeals)
  appeals({ payload: { projectId, state, limit = 50, after }, actor }: Asked<Appeals>) {
    return this.unitOfWork.read(async (em) => {
      mayTouch(actor, { projectId });
      const where = { projectId, ...(state && { state }), ...(after && { id: { $gt: after } }) };
      const found = await em.find(CustomerAppeal, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map((one) => {
        const { id: appealId, customerId, byName: by, reason, at } = one;
        const decision = { decision: one.decision ?? undefined, decidedBy: one.decidedByName ?? undefined };
        return { appealId, customerId, state: one.state, by, reason, at, ...decision };
      });
      return { items, next: found.length > limit ? items.at(-1)!.appealId : undefined };
    });
  }

  @Answers(Colleagues)
  colleagues({ payload: { projectId }, actor }: Asked<Colleagues>) {
    return this.unitOfWork.read(async (em) => {
      mayTouch(actor, { projectId });
      const counts = await em.execute<{ id: string; customers: number }[]>(customersOfEach, [projectId]);
      const customersOf = new Map(counts.map(({ id, customers }) => [id, customers]));
      const all = await em.find(Colleague, { clearedAt: null }, { orderBy: { name: 'asc', id: 'asc' } });
      const here = all.filter((one) => takesCustomers(one, projectId) || (one.leftAt && customersOf.has(one.id)));
      return {
        items: here.map(({ id: personId, name, leftAt }) => {
          return { personId, name, customers: customersOf.get(personId) ?? 0, leftAt: leftAt ?? undefined };
        }),
      };
    });
  }
}

const customersOfEach = `
  select owner_id as id, count(*)::int as customers from customer where project_id = ? group by owner_id`;

function rowOf(collision: CustomerCollision, { ownerId }: Customer) {
  const { id: collisionId, customerId, state, firstName: first, secondName: second, same, at } = collision;
  const { name, phone } = masked(collision);
  return { collisionId, customerId, state, ownerId, name, phone, first, second, same, at };
}

function decisionOf({ decidedFor, reason, decidedByName, decidedAt }: CustomerCollision) {
  if (!decidedFor) return {};
  return { decidedFor, reason: reason!, decidedBy: decidedByName!, decidedAt: decidedAt! };
}
