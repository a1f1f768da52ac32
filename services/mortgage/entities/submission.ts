import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Submission',
  tableName: 'bank_submission',
  properties: {
    /** Also the reference under which the bank has it. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    applicationId: p.uuid(),
    bank: p.string(),
    chosenById: p.uuid(),
    chosenAt: p.datetime(),
    submittedById: p.uuid().nullable(),
    submittedAt: p.datetime().nullable(),
    /** How often papers were sent: more than once where the bank asked for more. */
    round: p.integer().default(0),
    bankReference: p.string().nullable(),
    /** The last delivery of the bank's notices that was seen. */
    lastSequence: p.integer().default(0),
    /** When the bank took the decision that counts; what it decided earlier and delivers later is history. */
    decidedAt: p.datetime().nullable(),
    endedFor: p.string().$type<'refused' | 'other-bank' | 'cancelled'>().nullable(),
  },
});

/** An application at one bank (MOR-3). */
export class Submission extends schema.class {}
schema.setClass(Submission);
