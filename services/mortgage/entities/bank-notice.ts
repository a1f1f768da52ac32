import { money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'BankNotice',
  tableName: 'bank_notice',
  properties: {
    id: p.uuid().primary(),
    submissionId: p.uuid(),
    /** The bank's own id of the notice; with the submission it is unique. */
    noticeId: p.string(),
    sequence: p.integer(),
    kind: p.string(),
    saidAt: p.datetime(),
    heardAt: p.datetime(),
    amount: money().nullable(),
    reason: p.text().nullable(),
  },
});

/** Something the bank said, kept once however often and in whatever order it was delivered. */
export class BankNotice extends schema.class {}
schema.setClass(BankNotice);
