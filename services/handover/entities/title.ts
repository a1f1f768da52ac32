import type { TitleState } from '#contracts/handover.js';
import { json } from '#persistence/columns.js';
import { sealed } from '#persistence/sealed.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'TitleApplication',
  tableName: 'title_application',
  properties: {
    /** What the registry knows it by. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    contractId: p.uuid(),
    projectId: p.uuid(),
    state: p.string().$type<TitleState>(),
    papers: json<string[]>(),
    appliedAt: p.datetime(),
    appliedById: p.uuid(),
    submittedAt: p.datetime().nullable(),
    registryReference: p.string().nullable(),
    certificateNumber: p.string().nullable(),
    issuedOn: p.string().nullable(),
    refusedFor: p.text().nullable(),
    collectedOn: p.string().nullable(),
    collectedBy: sealed().nullable(),
    collectedById: p.uuid().nullable(),
  },
});

/** An application for the title at the registry; one that was refused makes room for another (TIT-4). */
export class TitleApplication extends schema.class {}
schema.setClass(TitleApplication);
