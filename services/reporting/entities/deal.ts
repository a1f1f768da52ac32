import { money, rate } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { DealState } from '../rules/deal-fold.js';

const dealSchema = defineEntity({
  name: 'Deal',
  tableName: 'deal',
  properties: {
    /** The subscription's id. */
    id: p.uuid().primary(),
    projectId: p.uuid().nullable(),
    unitId: p.uuid().nullable(),
    unitCode: p.string().nullable(),
    consultantId: p.uuid().nullable(),
    subscribedAt: p.datetime().nullable(),
    state: p.string().$type<DealState>().nullable(),
    dealPrice: money().nullable(),
    priceSequence: p.integer().default(0),
    received: money().defaultRaw('0'),
    priceShare: rate().defaultRaw('0'),
    shareSequence: p.integer().default(0),
  },
});

/** What the events that name the deal say about it; one that was not told of its subscription yet is incomplete. */
export class Deal extends dealSchema.class {}
dealSchema.setClass(Deal);

const contractSchema = defineEntity({
  name: 'DealContract',
  tableName: 'deal_contract',
  properties: {
    /** The contract's id. */
    id: p.uuid().primary(),
    dealId: p.uuid().nullable(),
    state: p.string().$type<DealState>().nullable(),
  },
});

/** What the events that name only the contract say; its deal is known once it was told as signed. */
export class DealContract extends contractSchema.class {}
contractSchema.setClass(DealContract);
