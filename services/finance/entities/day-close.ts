import { json, money } from '#persistence/columns.js';
import { defineEntity, p } from '@mikro-orm/postgresql';

const schema = defineEntity({
  name: 'DayClose',
  tableName: 'day_close',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    projectId: p.uuid(),
    cashierId: p.uuid(),
    cashierName: p.string(),
    day: p.string(),
    /** By method, amounts as decimal texts. */
    lines: json<object[]>(),
    bookedCash: money(),
    countedCash: money(),
    difference: money(),
    reason: p.text().nullable(),
    firstNumber: p.string().nullable(),
    lastNumber: p.string().nullable(),
    /** Until when red letters of the cashier's receipts are counted in it; later ones are in the next. */
    redUntil: p.datetime(),
    closedAt: p.datetime(),
  },
});

/** A cashier's day 日结: what was taken in by method, and the cash as counted (FIN-8). */
export class DayClose extends schema.class {}
schema.setClass(DayClose);
