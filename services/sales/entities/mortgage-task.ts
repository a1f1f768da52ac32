import type { MortgageState } from '#contracts/mortgage.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'MortgageTask',
  tableName: 'mortgage_task',
  properties: {
    /** The application's id. */
    id: p.uuid().primary(),
    subscriptionId: p.uuid(),
    projectId: p.uuid(),
    state: p.string().$type<MortgageState>(),
    /** Until when the customer has something to bring or to sign; null when nothing is theirs to do. */
    dueBy: p.datetime().nullable(),
  },
});

/** How far a mortgage is, as mortgage told it last: sales' own copy, for the tasks (CRM-4). */
export class MortgageTask extends schema.class {}
schema.setClass(MortgageTask);
