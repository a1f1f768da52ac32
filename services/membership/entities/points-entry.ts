import type { EntryKind } from '../rules/ledger.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'PointsEntry',
  tableName: 'points_entry',
  properties: {
    id: p.uuid().primary(),
    memberId: p.uuid(),
    applicationId: p.uuid(),
    kind: p.string().$type<EntryKind>(),
    /** By how much it changes the balance, and how much of the balance is frozen. */
    points: p.integer(),
    frozen: p.integer(),
    byId: p.uuid(),
    at: p.datetime(),
  },
});

/** A line of the points ledger, which is only ever added to (MEM-3). */
export class PointsEntry extends schema.class {}
schema.setClass(PointsEntry);
