import { CustomerEntered } from '#contracts/sales-customers.js';
import { ContractSigned, SubscriptionCancelled, UnitSubscribed } from '#contracts/sales.js';
import { SubscriptionRenamed } from '#contracts/sales-subscriptions.js';
import { CommissionFlagged } from '#contracts/sales-team.js';
import { deadlineFor } from '#kernel/deadlines.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { LockMode } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { CommissionFlag } from '../entities/commission-flag.js';
import { CustomerEntry } from '../entities/customer-entry.js';
import { CustomerEvent } from '../entities/customer.js';
import { Project } from '../entities/project.js';
import { Survey } from '../entities/survey.js';
import { isFlagged } from '../rules/commission.js';
import { entryTiming, monthOf } from '../rules/survey.js';

/**
 * What sales itself tells: what a sale brings with it for the team's desk, however the unit was sold (by a consultant,
 * on an opening day, by a swap). The sale does not wait for it.
 */
@Injectable()
export class SalesReactions {
  /** How soon after the contact (CRM-3); without a time of contact it was now. */
  @Hears(CustomerEntered)
  async customerEntered({ event, at }: Heard<CustomerEntered>, { em }: Work) {
    const { customerId: id, projectId, ownerId: consultantId, contactedAt = at } = event;
    const { deadlines } = await em.findOneOrFail(Project, projectId);
    em.create(CustomerEntry, { id, projectId, consultantId, ...entryTiming(contactedAt, at, deadlines) });
  }

  /** The deal survey is wanted within two working days (CRM-3). */
  @Hears(UnitSubscribed)
  async unitSubscribed({ event, at }: Heard<UnitSubscribed>, { em, deadlines }: Work) {
    const { subscriptionId: id, projectId, unitCode, customerId, consultantId } = event;
    const project = await em.findOneOrFail(Project, projectId);
    const dueBy = deadlineFor('CRM-3.survey', at, project.deadlines);
    em.create(Survey, { id, projectId, unitCode, customerId, consultantId, month: monthOf(at), dueBy });
    deadlines.set('CRM-3.survey', id, dueBy);
  }

  /** The survey is about whose the subscription is now (CRM-3, SUB-5). */
  @Hears(SubscriptionRenamed)
  async renamed({ event }: Heard<SubscriptionRenamed>, { em }: Work) {
    const survey = await em.findOne(Survey, event.subscriptionId);
    if (survey) survey.customerId = event.customerId;
  }

  /** A deal that is off needs no survey (CRM-3). */
  @Hears(SubscriptionCancelled)
  async subscriptionCancelled({ event, at }: Heard<SubscriptionCancelled>, { em, deadlines }: Work) {
    const survey = await em.findOne(Survey, event.subscriptionId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (survey && !survey.answeredAt) Object.assign(survey, { cancelledAt: at, overdueSince: null });
    deadlines.clear('CRM-3.survey', event.subscriptionId);
  }

  /** Fewer than three recorded events by the signing: no commission, unless it is explained (CRM-6). */
  @Hears(ContractSigned)
  async contractSigned({ event, at }: Heard<ContractSigned>, { em, tell }: Work) {
    const { contractId, unitId, subscriptionId, projectId, number, customerId, consultantId } = event;
    const events = await em.count(CustomerEvent, { customerId, at: { $lte: at } });
    if (!isFlagged(events)) return;
    const ids = { unitId, subscriptionId, projectId, consultantId };
    em.create(CommissionFlag, { id: contractId, ...ids, number, customerId, events, flaggedAt: at });
    tell(Object.assign(new CommissionFlagged(), { ...ids, contractId, events }));
  }
}
