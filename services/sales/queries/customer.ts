import {
  CustomerById,
  CustomerExportById,
  CustomerExports,
  CustomerMatches,
  Customers,
  Unmaskings,
} from '#contracts/sales-customers.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { CustomerExport, CustomerExportDownload } from '../entities/customer-export.js';
import { Customer, customersWith } from '../entities/customer.js';
import { Unmasking } from '../entities/unmasking.js';
import { masked, sheetOf } from './customer-sheet.js';
import { reachOf } from './reach.js';

/** Customers, masked, and who saw more of them than that (ALL-9). Ids are in the order of time. */
@Controller()
export class CustomerQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(CustomerById)
  customer({ payload, actor }: Asked<CustomerById>) {
    return this.unitOfWork.read(async (em) => {
      const customer = await em.findOneOrFail(Customer, payload.customerId);
      mayTouch(actor, customer);
      return sheetOf(em, customer);
    });
  }

  /** Consultants have their own customers alone. */
  @Answers(Customers)
  customers({ payload, actor }: Asked<Customers>) {
    const { projectId, ownerId, source, toReassign, limit = 50, after } = payload;
    const mine = reachOf(actor, projectId);
    return this.unitOfWork.read(async (em) => {
      const wanted = { ...(ownerId && { ownerId }), ...(source && { source }) };
      const silent = toReassign === 'true' ? { reassignSince: { $ne: null } } : {};
      const where = { $and: [wanted, mine ? { ownerId: mine } : {}, silent, after ? { id: { $gt: after } } : {}] };
      const found = await em.find(Customer, { projectId, ...where }, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(rowOf);
      return { items, next: found.length > limit ? items.at(-1)!.customerId : undefined };
    });
  }

  /** By the blind index: the whole phone or ID number, or nothing. A colleague’s customer is not found. */
  @Answers(CustomerMatches)
  matches({ payload, actor }: Asked<CustomerMatches>) {
    const { projectId, ...identity } = payload;
    const mine = reachOf(actor, projectId);
    return this.unitOfWork.read(async (em) => {
      const found = await customersWith(em, projectId, identity);
      return { items: found.filter(({ ownerId }) => !mine || ownerId === mine).map(rowOf) };
    });
  }

  @Answers(Unmaskings)
  unmaskings({ payload: { customerId, byId, limit = 50, after }, actor }: Asked<Unmaskings>) {
    const scope = inScope(actor, { project: 'projectId' });
    return this.unitOfWork.read(async (em) => {
      const wanted = { ...(customerId && { customerId }), ...(byId && { byId }), ...(after && { id: { $lt: after } }) };
      const where = { $and: [wanted, scope] };
      const found = await em.find(Unmasking, where, { orderBy: { id: 'desc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(({ id: unmaskingId, byName: by, ...one }) => {
        const { customerId: whose, byId: who, fields, reason, at } = one;
        return { unmaskingId, customerId: whose, byId: who, by, fields, reason, at };
      });
      return { items, next: found.length > limit ? items.at(-1)!.unmaskingId : undefined };
    });
  }

  @Answers(CustomerExports)
  exports({ payload: { projectId, state, limit = 50, after }, actor }: Asked<CustomerExports>) {
    return this.unitOfWork.read(async (em) => {
      mayTouch(actor, { projectId });
      const where = { projectId, ...(state && { state }), ...(after && { id: { $lt: after } }) };
      const found = await em.find(CustomerExport, where, { orderBy: { id: 'desc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(exportRow);
      return { items, next: found.length > limit ? items.at(-1)!.exportId : undefined };
    });
  }

  @Answers(CustomerExportById)
  export({ payload: { exportId }, actor }: Asked<CustomerExportById>) {
    return this.unitOfWork.read(async (em) => {
      const found = await em.findOneOrFail(CustomerExport, exportId);
      mayTouch(actor, found);
      const taken = await em.find(CustomerExportDownload, { exportId }, { orderBy: { id: 'asc' } });
      return { ...exportRow(found), downloads: taken.map(({ byName: by, at, rows }) => ({ by, at, rows })) };
    });
  }
}

function rowOf(customer: Customer) {
  const { id: customerId, ownerId, ownerName: owner, source, enteredAt, lastEventAt, protectedUntil } = customer;
  const { name, phone } = masked(customer);
  const since = customer.reassignSince ?? undefined;
  return {
    ...{ customerId, name, phone, ownerId, owner, source, enteredAt, lastEventAt, protectedUntil },
    reassignSince: since,
  };
}

function exportRow(found: CustomerExport) {
  const { id: exportId, number, state, plain, reason, requestedByName: by, requestedAt: at } = found;
  const decided = { decidedBy: found.decidedByName ?? undefined, decision: found.decision ?? undefined };
  return { exportId, number, state, plain, reason, by, at, ...decided };
}
