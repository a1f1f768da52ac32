import type { InvoiceState } from '#contracts/finance.js';
import type { Derivation } from '#kernel/derivation.js';
import { json, money, rate } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'Invoice',
  tableName: 'invoice',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    dealId: p.uuid(),
    projectId: p.uuid(),
    number: p.string(),
    amount: money(),
    net: money(),
    vat: money(),
    vatRate: rate(),
    derivation: json<Derivation>(),
    state: p.string().$type<InvoiceState>(),
    issuedBy: p.uuid(),
    issuedAt: p.datetime(),
    confirmedBy: p.uuid().nullable(),
    confirmedAt: p.datetime().nullable(),
  },
});

/** The purchase invoice 购房发票 (FIN-11). */
export class Invoice extends schema.class {}
schema.setClass(Invoice);
