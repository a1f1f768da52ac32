import { money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Disbursement',
  tableName: 'disbursement',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    applicationId: p.uuid(),
    submissionId: p.uuid(),
    noticeId: p.string(),
    bank: p.string(),
    amount: money(),
    announcedAt: p.datetime(),
    confirmedAt: p.datetime().nullable(),
    confirmedById: p.uuid().nullable(),
  },
});

/** A part of the loan that the bank says it paid; the sales accountant confirms the money (MOR-5). */
export class Disbursement extends schema.class {}
schema.setClass(Disbursement);
