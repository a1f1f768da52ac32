import type { QuotationSheet, QuoteUnit } from '#contracts/sales-quotations.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import { json, money } from '#persistence/columns.js';
import { defineEntity, p, type EntityManager } from '@mikro-orm/postgresql';
import { Customer } from './customer.js';
import { Discount } from './discount.js';
import { Member } from './member.js';
import { nodesOf } from './node.js';
import { nextPriceAt, Offer, priceAt } from './offer.js';
import { Permit } from './permit.js';
import { linesOf, Plan } from './plan.js';
import { Project } from './project.js';

const schema = defineEntity({
  name: 'Quotation',
  tableName: 'quotation',
  comment: 'append-only',
  properties: {
    id: p.uuid().primary(),
    /** Counts the project's quotations from 1; the number says it. */
    serial: p.integer(),
    projectId: p.uuid(),
    unitId: p.uuid(),
    customerId: p.uuid().nullable(),
    consultantId: p.uuid(),
    dealPrice: money(),
    madeAt: p.datetime(),
    validUntil: p.datetime(),
    /** What was shown, as JSON: amounts are decimal texts. */
    sheet: json<QuotationSheet>(),
  },
});

/** What was quoted to a customer; never changed (INV-6). */
export class Quotation extends schema.class {}
schema.setClass(Quotation);

/** Everything that a quotation is made from; refuses what is not known in the project. */
export async function quotedFrom(em: EntityManager, wanted: QuoteUnit, at: Instant) {
  const { unitId, planId, discountIds = [], customerId } = wanted;
  const kept = await em.findOneOrFail(Offer, unitId);
  const offer = priceAt(kept, at);
  const { projectId } = offer;
  const project = await em.findOneOrFail(Project, projectId);
  const plan = await em.findOneOrFail(Plan, { id: planId, projectId });
  const discounts = await em.find(Discount, { id: { $in: discountIds }, projectId });
  const missing = discountIds.find((id) => !discounts.some((discount) => discount.id === id));
  if (missing) refuse('ALL.unknown', { what: 'discount', id: missing });
  const customer = customerId ? await em.findOneOrFail(Customer, { id: customerId, projectId }) : undefined;
  const member = customerId ? await em.findOne(Member, customerId) : null;
  const customerKinds = member ? ['member' as const] : [];
  const permit = (await em.findOne(Permit, { number: offer.permitNumber })) ?? undefined;
  const nodes = await nodesOf(em, offer.buildingId);
  const priceUntil = nextPriceAt(kept, at);
  return { offer, permit, priceUntil, project, plan, lines: linesOf(plan), discounts, customer, customerKinds, nodes };
}

export type QuotedFrom = Awaited<ReturnType<typeof quotedFrom>>;

/** The next number of the project's quotations: `BJ-YH-000001`. */
export async function nextQuotation(em: EntityManager, projectId: string): Promise<{ serial: number; number: string }> {
  const counted = 'update project set quotations = quotations + 1 where id = ? returning code, quotations as serial';
  const [row] = await em.execute<{ code: string; serial: number }[]>(counted, [projectId]);
  const { code, serial } = row!;
  return { serial, number: `BJ-${code}-${String(serial).padStart(6, '0')}` };
}
