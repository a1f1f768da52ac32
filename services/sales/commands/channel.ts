import {
  ConfirmChannelVisit,
  DefineChannelPartner,
  EndChannelPartner,
  ReportChannelCustomer,
  SetChannelRule,
} from '#contracts/sales-channels.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import {
  ChannelPartner,
  ChannelReport,
  ChannelRule,
  liveReport,
  lockedReport,
  reportedPhone,
} from '../entities/channel.js';
import { Customer, customersWith } from '../entities/customer.js';
import { Project } from '../entities/project.js';
import { visitorOf } from '../entities/visitor.js';
import { commissionRule, protectedFrom, refuseKnown, visited, type CommissionRule } from '../rules/channel.js';

/**
 * Channel partners and the customers they report 报备 (CRM-8). Partners and rules are the sales manager's, who settles
 * whose a customer is: customer.assign. Whoever enters customers takes reports and confirms visits: customer.write.
 */
@Controller()
export class ChannelCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(DefineChannelPartner)
  define(asked: Asked<DefineChannelPartner>) {
    const { projectId, name, ...rule } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      await work.em.findOneOrFail(Project, projectId);
      mayTouch(asked.actor, { projectId });
      const { id: partnerId } = work.em.create(ChannelPartner, { id: newId(), projectId, name });
      return ruled(work, { partnerId, rule: 1 }, rule);
    });
  }

  @Answers(SetChannelRule)
  setRule(asked: Asked<SetChannelRule>) {
    const { partnerId, reason, ...rule } = asked.payload;
    return this.unitOfWork.run(asked, async (work) => {
      await managed(work.em, asked, partnerId);
      const number = 1 + (await work.em.count(ChannelRule, { partnerId }));
      return ruled(work, { partnerId, rule: number }, rule, reason);
    });
  }

  @Answers(EndChannelPartner)
  end(asked: Asked<EndChannelPartner>) {
    const { partnerId, reason } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at }) => {
      const partner = await managed(em, asked, partnerId);
      if (!partner.endedAt) Object.assign(partner, { endedAt: at, endedFor: reason });
      return { partnerId, rule: await em.count(ChannelRule, { partnerId }) };
    });
  }

  /** The unique index decides between two at once: the later one is tried again, and then finds the first. */
  @Answers(ReportChannelCustomer)
  report(asked: Asked<ReportChannelCustomer>) {
    const { partnerId, customerName, phone } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at, deadlines }) => {
      const { projectId, name: partner, endedAt } = await em.findOneOrFail(ChannelPartner, partnerId);
      mayTouch(asked.actor, { projectId, ownerId: actor.id });
      if (endedAt) refuse('CRM-8.partner-ended', { partner });
      const kept = reportedPhone(phone);
      const project = await em.findOneOrFail(Project, projectId);
      const known = (await customersWith(em, projectId, { phone })).length > 0;
      refuseKnown(project.name, known, await liveReport(em, projectId, [kept.phoneIndex]));
      const rule = await em.findOneOrFail(ChannelRule, { partnerId }, { orderBy: { number: 'desc' } });
      const protectedUntil = protectedFrom(at, project.deadlines);
      const facts = { id: newId(), projectId, partnerId, ruleId: rule.id, customerName, ...kept };
      const taken = { state: 'reported' as const, reportedAt: at, takenById: actor.id, protectedUntil };
      const { id, state } = em.create(ChannelReport, { ...facts, ...taken });
      deadlines.set('CRM-8.protection', id, protectedUntil);
      return { reportId: id, state, protectedUntil };
    });
  }

  /** For a visit later than the entry; a customer who is entered with a first visit confirms by that. */
  @Answers(ConfirmChannelVisit)
  confirm(asked: Asked<ConfirmChannelVisit>) {
    const { reportId, customerId } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, at, deadlines }) => {
      const report = await lockedReport(em, reportId);
      const { projectId } = report;
      const customer = await em.findOneOrFail(Customer, { id: customerId, projectId });
      mayTouch(asked.actor, { projectId, ownerId: customer.ownerId });
      const project = await em.findOneOrFail(Project, projectId);
      Object.assign(report, visited(report, await visitorOf(em, customer), at, project.deadlines));
      deadlines.set('CRM-8.protection', reportId, report.protectedUntil);
      return { reportId, state: report.state, protectedUntil: report.protectedUntil };
    });
  }
}

function ruled(work: Work, answer: { partnerId: string; rule: number }, rule: CommissionRule, reason?: string) {
  const { partnerId, rule: number } = answer;
  const set = { setById: work.actor.id, setAt: work.at, reason };
  work.em.create(ChannelRule, { id: newId(), partnerId, number, ...commissionRule(rule), ...set });
  return answer;
}

/** The lock on the partner has rules come one after the other. */
async function managed(em: EntityManager, { actor }: Asked<object>, partnerId: string): Promise<ChannelPartner> {
  const partner = await em.findOneOrFail(ChannelPartner, partnerId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  mayTouch(actor, { projectId: partner.projectId });
  return partner;
}
