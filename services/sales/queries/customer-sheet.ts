import { idNumberMasked, nameMasked, phoneMasked } from '#kernel/personal.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CustomerAssignment } from '../entities/assignment.js';
import { type Customer, CustomerEvent, CustomerPhone } from '../entities/customer.js';

/** Who somebody is, as it is shown unless unmasked (ALL-9). */
export function masked({ name, phone, idNumber }: { name: string; phone: string; idNumber?: string | null }) {
  const shown = { name: nameMasked(name), phone: phoneMasked(phone) };
  return { ...shown, ...(idNumber ? { idNumber: idNumberMasked(idNumber) } : {}) };
}

/** A customer with everything that was recorded, masked. */
export async function sheetOf(em: EntityManager, customer: Customer) {
  const { id: customerId, projectId, ownerId, ownerName: owner, source, needs, protectedUntil } = customer;
  const inOrder = { orderBy: { at: 'asc', id: 'asc' } } as const;
  const contacts = await em.find(CustomerEvent, { customerId }, inOrder);
  const phones = await em.find(CustomerPhone, { customerId }, { orderBy: { id: 'asc' } });
  const trail = await em.find(CustomerAssignment, { customerId }, inOrder);
  return {
    ...{ customerId, projectId, ...masked(customer), ownerId, owner, source, needs, protectedUntil },
    otherPhones: phones.filter(({ phone }) => phone !== customer.phone).map(({ phone }) => phoneMasked(phone)),
    reassignSince: customer.reassignSince ?? undefined,
    events: contacts.map(eventRow),
    assignments: trail.map(({ toName: to, because, reason, byName: by, at }) => {
      return { to, because, reason: reason ?? undefined, by, at };
    }),
  };
}

/** A contact as it is shown. */
export function eventRow({ kind, at, byName: by, note }: Pick<CustomerEvent, 'kind' | 'at' | 'byName' | 'note'>) {
  return { kind, at, by, note: note ?? undefined };
}
