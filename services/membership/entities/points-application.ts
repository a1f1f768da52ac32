import type { PointsState } from '#contracts/membership.js';
import type { Derivation } from '#kernel/derivation.js';
import { json, rate } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'PointsApplication',
  tableName: 'points_application',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    memberId: p.uuid(),
    dealId: p.uuid(),
    contractId: p.uuid(),
    unitId: p.uuid(),
    projectId: p.uuid(),
    /** Who buys, and who the member is as a customer: the database refuses the same (MEM-3). */
    customerId: p.uuid(),
    memberCustomerId: p.uuid().nullable(),
    points: p.integer(),
    derivation: json<Derivation>(),
    state: p.string().$type<PointsState>(),
    stateReason: p.text().nullable(),
    appliedById: p.uuid(),
    appliedAt: p.datetime(),
    approvedById: p.uuid().nullable(),
    approvedAt: p.datetime().nullable(),
    confirmedById: p.uuid().nullable(),
    confirmedAt: p.datetime().nullable(),
    redeemedById: p.uuid().nullable(),
    redeemedAt: p.datetime().nullable(),
    /** The share of the price that was paid when the points were redeemed. */
    redeemedShare: rate().nullable(),
    /** Points that were spent already and could not be taken back. */
    shortfall: p.integer().nullable(),
  },
});

/** A referrer's points for a deal, on their way from application to redemption (MEM-2). */
export class PointsApplication extends schema.class {}
schema.setClass(PointsApplication);
