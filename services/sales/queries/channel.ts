import { ChannelCommissions, ChannelPartners, ChannelReports } from '#contracts/sales-channels.js';
import { nameMasked, phoneMasked } from '#kernel/personal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { inScope, mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { ChannelCommission, ChannelPartner, ChannelReport, ChannelRule } from '../entities/channel.js';
import { Project } from '../entities/project.js';
import { laterThan, pageOf } from './place.js';

@Controller()
export class ChannelQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Answers(ChannelPartners)
  partners({ payload: { projectId, limit = 50, after }, actor }: Asked<ChannelPartners>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId, ownerId: actor.id });
      const where = { projectId, ...(after && { id: { $gt: after } }) };
      const found = await em.find(ChannelPartner, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const partners = found.slice(0, limit);
      const ids = partners.map(({ id }) => id);
      const rules = await em.find(ChannelRule, { partnerId: { $in: ids } }, { orderBy: { number: 'asc' } });
      const latest = new Map(rules.map((rule) => [rule.partnerId, rule]));
      const items = partners.map((partner) => partnerRow(partner, latest.get(partner.id)!));
      return { items, next: found.length > limit ? items.at(-1)!.partnerId : undefined };
    });
  }

  @Answers(ChannelReports)
  reports({ payload: { projectId, partnerId, state, limit = 50, after }, actor }: Asked<ChannelReports>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      const scope = inScope(actor, { project: 'projectId', owner: 'takenById' });
      const wanted = { projectId, ...(partnerId && { partnerId }), ...(state && { state }) };
      const where = { $and: [scope, wanted, laterThan(after, 'protectedUntil')] };
      const orderBy = { protectedUntil: 'asc', id: 'asc' } as const;
      const found = await em.find(ChannelReport, where, { orderBy, limit: limit + 1 });
      return pageOf(found, limit, { at: ({ protectedUntil }) => protectedUntil, id: ({ id }) => id, item: reportRow });
    });
  }

  /** Ids are in the order of earning. */
  @Answers(ChannelCommissions)
  commissions({ payload: { projectId, partnerId, limit = 50, after }, actor }: Asked<ChannelCommissions>) {
    return this.unitOfWork.read(async (em) => {
      await em.findOneOrFail(Project, projectId);
      mayTouch(actor, { projectId });
      const where = { projectId, ...(partnerId && { partnerId }), ...(after && { id: { $gt: after } }) };
      const found = await em.find(ChannelCommission, where, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const items = found.slice(0, limit).map(commissionRow);
      return { items, next: found.length > limit ? items.at(-1)!.commissionId : undefined };
    });
  }
}

function partnerRow({ id: partnerId, name, endedAt }: ChannelPartner, { number, rate, amount }: ChannelRule) {
  const rule = { rule: number, rate: rate ?? undefined, amount: amount ?? undefined };
  return { partnerId, name, ...rule, ended: Boolean(endedAt) };
}

function reportRow(report: ChannelReport) {
  const { id: reportId, partnerId, state, reportedAt, protectedUntil, visitedAt, customerId } = report;
  const masked = { customerName: nameMasked(report.customerName), phone: phoneMasked(report.phone) };
  const visit = { visitedAt: visitedAt ?? undefined, customerId: customerId ?? undefined };
  return { reportId, partnerId, state, ...masked, reportedAt, protectedUntil, ...visit };
}

function commissionRow({ id: commissionId, reverses, ...entry }: ChannelCommission) {
  const { partnerId, reportId, contractId, number, amount, derivation, at } = entry;
  return {
    commissionId,
    partnerId,
    reportId,
    contractId,
    number,
    amount,
    derivation,
    at,
    reverses: reverses ?? undefined,
  };
}
