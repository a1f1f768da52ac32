import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'CommissionFlag',
  tableName: 'commission_flag',
  properties: {
    /** The contract's id. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.uuid(),
    unitId: p.uuid(),
    subscriptionId: p.uuid(),
    /** The contract's number. */
    number: p.string(),
    customerId: p.uuid(),
    consultantId: p.uuid(),
    /** How many events the customer had at signing. */
    events: p.integer(),
    flaggedAt: p.datetime(),
    explainedById: p.uuid().nullable(),
    explainedByName: p.string().nullable(),
    explainedAt: p.datetime().nullable(),
    reason: p.text().nullable(),
  },
});

/** A contract that earns no commission unless the sales manager explains it (CRM-6). */
export class CommissionFlag extends schema.class {}
schema.setClass(CommissionFlag);
