import type { HandoverState } from '#contracts/handover.js';
import type { PricingBasis } from '#contracts/inventory.js';
import { area, money } from '#persistence/columns.js';
import { sealed } from '#persistence/sealed.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Handover',
  tableName: 'handover',
  properties: {
    /** The contract's id. */
    id: p.uuid().primary(),
    version: p.integer().version(),
    unitId: p.uuid(),
    unitCode: p.string(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    consultantId: p.uuid(),
    price: money(),
    pricePerM2: money(),
    pricingBasis: p.string().$type<PricingBasis>(),
    areaMethod: p.string().$type<PricingBasis>(),
    buildingArea: area(),
    innerArea: area(),
    state: p.string().$type<HandoverState>(),
    clearedAt: p.datetime().nullable(),
    /** Since when money is owed again of what was cleared: until it is paid no step is taken (HAN-1). */
    unclearedAt: p.datetime().nullable(),
    requestedAt: p.datetime().nullable(),
    requestedById: p.uuid().nullable(),
    noticeOn: p.string().nullable(),
    noticeProof: p.string().nullable(),
    noticeById: p.uuid().nullable(),
    inspectedOn: p.string().nullable(),
    inspectedById: p.uuid().nullable(),
    handedOn: p.string().nullable(),
    keys: p.integer().nullable(),
    signedForBy: sealed().nullable(),
    handedById: p.uuid().nullable(),
    checkedAt: p.datetime().nullable(),
    checkedById: p.uuid().nullable(),
    invoiceNumber: p.string().nullable(),
    invoiceConfirmedAt: p.datetime().nullable(),
  },
});

/** A contract on its way to keys and title: its terms as sales told them, and who did each step (HAN-1 to HAN-3). */
export class Handover extends schema.class {}
schema.setClass(Handover);
