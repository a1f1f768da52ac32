import type { PaperCode } from '../rules/checklist.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'TakenPaper',
  tableName: 'taken_paper',
  properties: {
    id: p.uuid().primary(),
    applicationId: p.uuid(),
    code: p.string().$type<PaperCode>(),
    copies: p.integer(),
    takenInById: p.uuid(),
    takenInAt: p.datetime(),
  },
});

/** A paper of the checklist that was taken in, and by whom (MOR-1). */
export class TakenPaper extends schema.class {}
schema.setClass(TakenPaper);
