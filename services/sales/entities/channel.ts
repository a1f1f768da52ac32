import type { ChannelReportState } from '#contracts/sales-channels.js';
import type { Derivation } from '#kernel/derivation.js';
import { phoneKept } from '#kernel/personal.js';
import { json, money, rate } from '#persistence/columns.js';
import { blinded, blindIndex, sealed } from '#persistence/sealed.js';
import { defineEntity, LockMode, p, type EntityManager } from '@mikro-orm/postgresql';

const partnerSchema = defineEntity({
  name: 'ChannelPartner',
  tableName: 'channel_partner',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    name: p.string(),
    endedAt: p.datetime().nullable(),
    endedFor: p.text().nullable(),
  },
});

/** Who brings customers from outside for a commission (CRM-8). */
export class ChannelPartner extends partnerSchema.class {}
partnerSchema.setClass(ChannelPartner);

const ruleSchema = defineEntity({
  name: 'ChannelRule',
  tableName: 'channel_rule',
  properties: {
    id: p.uuid().primary(),
    partnerId: p.uuid(),
    /** Counts the partner's rules from 1; the last is for new reports. */
    number: p.integer(),
    rate: rate().nullable(),
    amount: money().nullable(),
    reason: p.text().nullable(),
    setById: p.uuid(),
    setAt: p.datetime(),
  },
});

/** What a partner earns by a contract: a share of its price, or an amount (CRM-8); added to, never changed. */
export class ChannelRule extends ruleSchema.class {}
ruleSchema.setClass(ChannelRule);

const reportSchema = defineEntity({
  name: 'ChannelReport',
  tableName: 'channel_report',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    partnerId: p.uuid(),
    /** The rule that the partner had when it reported. */
    ruleId: p.uuid(),
    customerName: sealed(),
    phone: sealed(),
    phoneIndex: blindIndex(),
    state: p.string().$type<ChannelReportState>(),
    reportedAt: p.datetime(),
    takenById: p.uuid(),
    protectedUntil: p.datetime(),
    visitedAt: p.datetime().nullable(),
    customerId: p.uuid().nullable(),
  },
});

/** A customer whom a partner reported 报备 (CRM-8): one live report a phone and project. */
export class ChannelReport extends reportSchema.class {}
reportSchema.setClass(ChannelReport);

const commissionSchema = defineEntity({
  name: 'ChannelCommission',
  tableName: 'channel_commission',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    partnerId: p.uuid(),
    reportId: p.uuid(),
    unitId: p.uuid(),
    subscriptionId: p.uuid(),
    contractId: p.uuid(),
    /** The contract's number. */
    number: p.string(),
    amount: money(),
    derivation: json<Derivation>(),
    at: p.datetime(),
    /** The entry that this one takes back. */
    reverses: p.uuid().nullable(),
  },
});

/** What a partner earned by a contract, or what is taken back of it (CRM-8); added to, never changed. */
export class ChannelCommission extends commissionSchema.class {}
commissionSchema.setClass(ChannelCommission);

/** The phone of a report: sealed, and its blind index by which an equal one is found (ALL-9). */
export function reportedPhone(phone: string): { phone: string; phoneIndex: string } {
  const kept = phoneKept(phone);
  return { phone: kept, phoneIndex: blinded('phone', kept) };
}

/** The report, locked until the end of the transaction: the visit and the end of the protection come in order. */
export function lockedReport(em: EntityManager, id: string): Promise<ChannelReport> {
  return em.findOneOrFail(ChannelReport, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
}

/** The live report of one of these phones. */
export function liveReport(em: EntityManager, projectId: string, phones: string[]): Promise<ChannelReport | null> {
  const state = { $in: ['reported', 'visited'] as ChannelReportState[] };
  return em.findOne(ChannelReport, { projectId, phoneIndex: { $in: phones }, state });
}
