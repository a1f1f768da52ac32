import type { MatchFinding, MatchingState } from '#contracts/finance-funds-bank.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

/** A line of a day-end file as it was typed in, its amount as decimal text. */
interface TypedLine {
  reference: string;
  amount: string;
}

const schema = defineEntity({
  name: 'DayMatching',
  tableName: 'day_matching',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    accountId: p.uuid(),
    projectId: p.uuid(),
    day: p.string(),
    state: p.string().$type<MatchingState>(),
    typed: json<{ bank: TypedLine[]; regulator: TypedLine[] }>().nullable(),
    askedBy: p.uuid(),
    askedAt: p.datetime(),
    matchedAt: p.datetime().nullable(),
    checkedBy: p.uuid().nullable(),
    checkedAt: p.datetime().nullable(),
  },
});

/** A day of a supervised account, matched between us, the bank and the regulator 三方对账 (FIN-12). */
export class DayMatching extends schema.class {}
schema.setClass(DayMatching);

const matchSchema = defineEntity({
  name: 'DayMatch',
  tableName: 'day_match',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    /** The matching that found it first. */
    matchingId: p.uuid(),
    accountId: p.uuid(),
    projectId: p.uuid(),
    /** What the three know it by. */
    reference: p.string(),
    day: p.string(),
    ours: money().nullable(),
    bank: money().nullable(),
    regulator: money().nullable(),
    finding: p.string().$type<MatchFinding>(),
    foundAt: p.datetime(),
    explainedFor: p.text().nullable(),
    explainedBy: p.uuid().nullable(),
  },
});

/** What the three say of one movement; what differs stays listed until it is explained or a later run resolves it. */
export class DayMatch extends matchSchema.class {}
matchSchema.setClass(DayMatch);
