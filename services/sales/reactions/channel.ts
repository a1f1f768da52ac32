import { ContractSigned, SubscriptionCancelled } from '#contracts/sales.js';
import { ChannelCommissionEarned, ChannelCommissionReversed } from '#contracts/sales-channels.js';
import { CustomerEntered } from '#contracts/sales-customers.js';
import { newId } from '#kernel/ids.js';
import { Hears, type Heard } from '#messaging/hears.js';
import { WhenDue, type Due } from '#persistence/clock.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { ChannelCommission, ChannelReport, ChannelRule, liveReport, lockedReport } from '../entities/channel.js';
import { Customer } from '../entities/customer.js';
import { Project } from '../entities/project.js';
import { Subscription } from '../entities/subscription.js';
import { visitorOf } from '../entities/visitor.js';
import { commissionBack, commissionOf, earns, visited } from '../rules/channel.js';

/** What sales itself tells, and time, make of the reports of channel partners (CRM-8). */
@Injectable()
export class ChannelReactions {
  /** A reported customer who is entered at the first visit confirms the report by it. */
  @Hears(CustomerEntered)
  async customerEntered({ event, at }: Heard<CustomerEntered>, { em, deadlines }: Work) {
    const visitor = await visitorOf(em, await em.findOneOrFail(Customer, event.customerId));
    const live = await liveReport(em, event.projectId, visitor.phones);
    if (!live || live.state !== 'reported' || visitor.visits.length === 0) return;
    const report = await lockedReport(em, live.id);
    if (visitor.enteredAt < report.reportedAt) return;
    const project = await em.findOneOrFail(Project, event.projectId);
    Object.assign(report, visited(report, visitor, at, project.deadlines));
    deadlines.set('CRM-8.protection', report.id, report.protectedUntil);
  }

  /** Signed by a customer of the partner, within the protection: earned, whenever that is heard. */
  @Hears(ContractSigned)
  async contractSigned({ event, at }: Heard<ContractSigned>, { em, tell }: Work) {
    const { unitId, contractId, subscriptionId, projectId, number } = event;
    const { buyers } = await em.findOneOrFail(Subscription, subscriptionId);
    const people = [event.customerId, ...buyers.map(({ customerId }) => customerId)];
    const orderBy = { reportedAt: 'asc' } as const;
    const found = await em.find(ChannelReport, { projectId, customerId: { $in: people } }, { orderBy });
    const report = found.find((one) => earns(one, at));
    if (!report) return;
    const { id: reportId, partnerId, ruleId } = report;
    const earned = commissionOf(await em.findOneOrFail(ChannelRule, ruleId), event);
    const ids = { unitId, contractId, subscriptionId, projectId, partnerId, reportId };
    const { id: commissionId } = em.create(ChannelCommission, { id: newId(), ...ids, number, ...earned, at });
    tell(Object.assign(new ChannelCommissionEarned(), { ...ids, commissionId, ...earned }));
  }

  /** A deal that came to nothing earns nobody anything: what was earned is taken back, once. */
  @Hears(SubscriptionCancelled)
  async subscriptionCancelled({ event, at }: Heard<SubscriptionCancelled>, { em, tell }: Work) {
    const { unitId, subscriptionId, projectId, rule } = event;
    const entries = await em.find(ChannelCommission, { subscriptionId });
    const earned = entries.find(({ reverses }) => !reverses);
    if (!earned || entries.length > 1) return;
    const { id: reverses, contractId, partnerId, reportId, number } = earned;
    const ids = { unitId, contractId, subscriptionId, projectId, partnerId };
    const back = commissionBack(earned, rule);
    const entry = { id: newId(), ...ids, reportId, number, ...back, at, reverses };
    const { id: commissionId, amount } = em.create(ChannelCommission, entry);
    tell(Object.assign(new ChannelCommissionReversed(), { ...ids, commissionId, reverses, amount, rule }));
  }

  /** The protection is over: the report lapses (CRM-8), visited or not. */
  @WhenDue('CRM-8.protection')
  async protectionOver({ about }: Due, { em }: Work) {
    Object.assign(await lockedReport(em, about), { state: 'lapsed' });
  }
}
