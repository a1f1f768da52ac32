import type { MortgageState } from '#contracts/mortgage.js';
import { money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Application',
  tableName: 'application',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    contractId: p.uuid(),
    dealId: p.uuid(),
    unitId: p.uuid(),
    unitCode: p.string(),
    projectId: p.uuid(),
    consultantId: p.uuid(),
    amount: money(),
    state: p.string().$type<MortgageState>(),
    /** Why it is in this state, where somebody gave a reason: a return, a refusal. */
    stateReason: p.text().nullable(),
    /** Until when the next step is due; past it the application is on the list of that deadline. */
    dueBy: p.datetime().nullable(),
    openedAt: p.datetime(),
    /** When the registry filed the contract (MOR-3). */
    filedAt: p.datetime().nullable(),
    takenInById: p.uuid().nullable(),
    takenInAt: p.datetime().nullable(),
    checkedById: p.uuid().nullable(),
    checkedAt: p.datetime().nullable(),
    bank: p.string().nullable(),
    /** The submission that counts; those before it went to banks that refused or were left. */
    submissionId: p.uuid().nullable(),
    approvedAmount: money().nullable(),
    approvedAt: p.datetime().nullable(),
    customerSignedOn: p.string().nullable(),
    /** The reference under which the registry has the mortgage; another for each attempt. */
    registrationId: p.uuid().nullable(),
    registrationNumber: p.string().nullable(),
    registeredAt: p.datetime().nullable(),
  },
});

/** A contract's loan on its way through the bank (MOR-4). */
export class Application extends schema.class {}
schema.setClass(Application);
