import { newId } from '#kernel/ids.js';
import { startOf } from '#kernel/time.js';
import type { Work } from '#persistence/work.js';
import { CustomerAssignment } from '../entities/assignment.js';
import { Customer, CustomerEvent, CustomerPhone, customersWith, identityKept } from '../entities/customer.js';
import type { Project } from '../entities/project.js';
import type { GoodDeal } from '../rules/old-deals.js';
import { ownershipFrom } from '../rules/ownership.js';

/** The customers of old deals, found or entered once each, whatever they bought (CRM-1). */
export class CustomersTaken {
  private readonly entered = new Map<string, Customer>();

  constructor(
    private readonly work: Work,
    private readonly project: Project,
    private readonly takeoverId: string,
  ) {}

  /** By phone, or by ID number; one who is there stays whose they are. */
  async of(good: GoodDeal): Promise<Customer> {
    const { phone, idNumber } = good.deal.customer;
    const { phoneIndex, idNumberIndex } = identityKept({ phone, idNumber });
    const mine = this.entered.get(phoneIndex!) ?? this.entered.get(idNumberIndex ?? '');
    const [known] = mine ? [mine] : await customersWith(this.work.em, this.project.id, { phone, idNumber });
    const customer = known ?? this.enter(good);
    this.entered.set(phoneIndex!, customer);
    if (idNumberIndex) this.entered.set(idNumberIndex, customer);
    return customer;
  }

  /** The silence that puts a customer on the reassignment list begins with the next contact (CRM-2). */
  private enter({ deal, consultant }: GoodDeal): Customer {
    const { em, at, actor } = this.work;
    const { name, ...identity } = deal.customer;
    const { phone = '', phoneIndex = '', idNumber, idNumberIndex } = identityKept(identity);
    const [customerId, projectId] = [newId(), this.project.id];
    const { protectedUntil } = ownershipFrom(at, this.project.deadlines);
    const owner = { ownerId: consultant.id, ownerName: consultant.name, source: '期初导入', needs: '期初导入' };
    const times = { enteredAt: at, lastEventAt: at, protectedUntil };
    const ids = { id: customerId, projectId, name, phone, idNumber, idNumberIndex };
    const reached = { customerId, projectId, phone, phoneIndex, addedAt: at, addedById: actor.id };
    em.create(CustomerPhone, { id: newId(), ...reached });
    const visit = { kind: 'visit' as const, at: startOf(deal.subscribedOn), note: '期初导入：认购' };
    em.create(CustomerEvent, { id: newId(), customerId, ...visit, byId: consultant.id, byName: consultant.name });
    const to = { toId: consultant.id, toName: consultant.name, byId: actor.id, byName: actor.name };
    const because = { because: 'entry' as const, aboutId: this.takeoverId, reason: '期初导入', at };
    em.create(CustomerAssignment, { id: newId(), customerId, projectId, ...to, ...because });
    return em.create(Customer, { ...ids, ...owner, ...times });
  }
}
