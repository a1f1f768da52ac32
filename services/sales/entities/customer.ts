import type { CustomerEventKind } from '#contracts/sales-customers.js';
import { idNumberKept, phoneKept } from '#kernel/personal.js';
import { blinded, blindIndex, sealed } from '#persistence/sealed.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const customerSchema = defineEntity({
  name: 'Customer',
  tableName: 'customer',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    name: sealed(),
    /** The one to call; every phone of theirs is a `CustomerPhone`. */
    phone: sealed(),
    idNumber: sealed().nullable(),
    idNumberIndex: blindIndex().nullable(),
    ownerId: p.uuid(),
    ownerName: p.string(),
    source: p.string(),
    needs: p.text(),
    enteredAt: p.datetime(),
    lastEventAt: p.datetime(),
    /** Nobody else gets them before, but by appeal (CRM-1). */
    protectedUntil: p.datetime(),
    /** On the reassignment list since then, and why (CRM-2). */
    reassignSince: p.datetime().nullable(),
    reassignFor: p.string().$type<'silence' | 'leaver'>().nullable(),
  },
});

/** Somebody who may buy, owned in the project by whoever entered them first (CRM-1). */
export class Customer extends customerSchema.class {}
customerSchema.setClass(Customer);

/** Locked until the end of the transaction. */
export function lockedCustomer(em: EntityManager, id: string): Promise<Customer> {
  return em.findOneOrFail(Customer, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

const phoneSchema = defineEntity({
  name: 'CustomerPhone',
  tableName: 'customer_phone',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid(),
    projectId: p.uuid(),
    phone: sealed(),
    phoneIndex: blindIndex(),
    addedAt: p.datetime(),
    addedById: p.uuid(),
  },
});

/** A phone by which a customer is found; it is nobody else's in the project (CRM-1). */
export class CustomerPhone extends phoneSchema.class {}
phoneSchema.setClass(CustomerPhone);

const eventSchema = defineEntity({
  name: 'CustomerEvent',
  tableName: 'customer_event',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    customerId: p.uuid(),
    kind: p.string().$type<CustomerEventKind>(),
    at: p.datetime(),
    byId: p.uuid(),
    byName: p.string(),
    note: sealed().nullable(),
  },
});

/** A contact with a customer 客户事件. */
export class CustomerEvent extends eventSchema.class {}
eventSchema.setClass(CustomerEvent);

/** A phone or an ID number as it was said; both are searched as they are kept. */
export interface Identity {
  phone?: string;
  idNumber?: string;
}

/** What is kept of them: the values themselves, to be sealed, and the blind indexes by which equal ones are found. */
export function identityKept({ phone, idNumber }: Identity) {
  const kept = { phone: phone && phoneKept(phone), idNumber: idNumber && idNumberKept(idNumber) };
  return {
    ...kept,
    phoneIndex: kept.phone && blinded('phone', kept.phone),
    idNumberIndex: kept.idNumber && blinded('id-number', kept.idNumber),
  };
}

/** The project's customers with this phone or ID number; the phone's comes first (CRM-1). */
export async function customersWith(em: EntityManager, projectId: string, identity: Identity): Promise<Customer[]> {
  const { phoneIndex, idNumberIndex } = identityKept(identity);
  const called = phoneIndex && (await em.findOne(CustomerPhone, { projectId, phoneIndex }));
  const ids = called ? [{ id: called.customerId }] : [];
  const same = [...ids, ...(idNumberIndex ? [{ projectId, idNumberIndex }] : [])];
  if (same.length === 0) return [];
  const found = await em.find(Customer, { $or: same });
  return found.toSorted((one) => (called && one.id === called.customerId ? -1 : 1));
}
