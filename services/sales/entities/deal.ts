import type { CustomerKind, PlanKind } from '#contracts/inventory.js';
import type { SubscribeUnit } from '#contracts/sales.js';
import type { DeadlineLengths } from '#kernel/deadlines.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import type { Instant } from '#kernel/time.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PermitTerms } from '../rules/permit.js';
import type { DiscountTerms } from '../rules/price.js';
import { type KeptPrice, priceInForce } from './offer.js';
import type { PlanLineTerms } from '../rules/schedule.js';
import type { Held, Hold } from './hold.js';
import { type KeptPlanLine, linesOf } from './plan.js';

/** Everything that a subscription is decided on (SUB-1). */
export interface Deal {
  unitCode: string;
  buildingId: string | null;
  projectId: string;
  totalPrice: Money;
  floorPrice: Money;
  permitNumber: string;
  permit?: PermitTerms;
  filedPrice?: Money | null;
  withheld: boolean;
  policy: { deposit: Money; deadlines: DeadlineLengths };
  plan: { kind: PlanKind; code?: string; endedAt?: Instant | null; lines: PlanLineTerms[] };
  /** The share that the agreement lets the seller retain at a withdrawal (SUB-6). */
  retainShare: Rate | null;
  layout: string | null;
  customerKinds: CustomerKind[];
  discounts: DiscountTerms[];
  /** Who owns the customer in the project. */
  customerOwnerId: string;
  /** Who owns the buyers that are named beside them. */
  buyerOwnerIds: string[];
  held?: Held;
}

/** Loads it by one statement, as the hot path of an opening day wants it; refuses what is not known in the project. */
export async function dealFor(em: EntityManager, wanted: Wanted): Promise<Deal> {
  const { unitId, customerId, planId, discountIds = [], buyers = [] } = wanted;
  const people = buyers.map((buyer) => buyer.customerId);
  const [row] = await em.execute<Row[]>(load, [setOf(discountIds), setOf(people), planId, customerId, unitId]);
  if (!row) refuse('ALL.unknown', { what: 'unit', id: unitId });
  if (!row.planKind) refuse('ALL.unknown', { what: 'plan', id: planId });
  if (!row.ownerId) refuse('ALL.unknown', { what: 'customer', id: customerId });
  refuseMissing('discount', discountIds, row.discounts);
  refuseMissing('customer', people, row.people);
  const { unitCode, buildingId, projectId, permitNumber, withheld, deadlines, planKind, ownerId } = row;
  const { totalPrice, floorPrice } = row.due ? priceInForce(row.due) : pricesOf(row);
  const deposit = amountOf(row.deposit);
  const { heldKind: kind, heldBy: by, heldSince: since } = row;
  return {
    ...{ buildingId, unitCode, projectId, totalPrice, floorPrice, permitNumber, withheld, customerOwnerId: ownerId },
    buyerOwnerIds: row.people.map((buyer) => buyer.ownerId),
    ...{ policy: { deposit, deadlines }, plan: planOf(row, planKind), discounts: row.discounts.map(termsOf) },
    ...{ permit: row.permit ?? undefined, filedPrice: row.filed ? amountOf(row.filed) : null },
    retainShare: row.retainShare ? Rate.parse(row.retainShare) : null,
    ...{ layout: row.due?.layout ?? row.layout, customerKinds: row.member ? ['member' as const] : [] },
    ...(kind && by && since ? { held: { unit: unitCode, projectId, kind, by, since: new Date(since) } } : {}),
  };
}

type Wanted = Pick<SubscribeUnit, 'unitId' | 'customerId' | 'planId' | 'discountIds' | 'buyers'>;

/** The statement's row: amounts in fen and rates as texts. */
interface Row extends Pick<Deal, 'unitCode' | 'buildingId' | 'projectId' | 'permitNumber' | 'withheld'> {
  total: string;
  floor: string;
  filed: string | null;
  permit: PermitTerms | null;
  /** A price told ahead that has come into force and is not yet the offer's (INV-3). */
  due: KeptPrice | null;
  deposit: string;
  deadlines: DeadlineLengths;
  planKind: PlanKind | null;
  planCode: string | null;
  planEndedAt: string | null;
  planLines: KeptPlanLine[] | null;
  retainShare: string | null;
  layout: string | null;
  member: boolean;
  ownerId: string | null;
  discounts: DiscountRow[];
  people: { id: string; ownerId: string }[];
  heldKind: Hold['kind'] | null;
  heldBy: string | null;
  heldSince: string | null;
}

interface DiscountRow extends Omit<DiscountTerms, 'rate' | 'amount' | 'minimumPrice' | 'endedAt'> {
  id: string;
  rate: string | null;
  amount: string | null;
  minimumPrice: string | null;
  endedAt: string | null;
}

function refuseMissing(what: string, wanted: string[], found: { id: string }[]): void {
  const missing = wanted.find((id) => !found.some((one) => one.id === id));
  if (missing) refuse('ALL.unknown', { what, id: missing });
}

function pricesOf({ total, floor }: Row) {
  return { totalPrice: amountOf(total), floorPrice: amountOf(floor) };
}

function planOf({ planCode, planEndedAt, planLines }: Row, kind: PlanKind) {
  const lines = linesOf({ kind, lines: planLines ?? [] });
  return { kind, code: planCode ?? undefined, endedAt: planEndedAt ? new Date(planEndedAt) : null, lines };
}

function termsOf({ rate, amount, minimumPrice, endedAt, ...discount }: DiscountRow): DiscountTerms {
  return {
    ...{ ...discount, rate: rate ? Rate.parse(rate) : null, amount: amount ? amountOf(amount) : null },
    ...{ minimumPrice: minimumPrice ? amountOf(minimumPrice) : null, endedAt: endedAt ? new Date(endedAt) : null },
  };
}

function amountOf(fen: string): Money {
  return Money.fen(BigInt(fen));
}

function setOf(ids: string[]): string {
  return `{${ids.join()}}`;
}

const load = `
  select o.unit_code as "unitCode", o.building_id as "buildingId", o.project_id as "projectId",
    o.permit_number as "permitNumber", o.withheld,
    o.total_price as total, o.floor_price as floor, o.filed_price as filed,
    (select jsonb_build_object('validUntil', m.valid_until, 'suspendedFor', m.suspended_for) from permit m
      where m.number = o.permit_number) as permit,
    (select u from jsonb_array_elements(o.upcoming) u where (u->>'effectiveFrom')::timestamptz <= now()
      order by (u->>'effectiveFrom')::timestamptz desc, (u->>'priceVersion')::int desc limit 1) as due,
    p.deposit, p.deadlines, l.kind as "planKind",
    l.code as "planCode", l.ended_at as "planEndedAt", l.lines as "planLines", o.layout,
    p.subscription_policy ->> 'retainShare' as "retainShare",
    exists (select from member m where m.customer_id = c.id) as member,
    c.owner_id as "ownerId", h.kind as "heldKind", h.owner_name as "heldBy", h.since as "heldSince",
    (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'code', d.code, 'rate', d.rate::text,
        'amount', d.amount::text, 'order', d."order", 'planKinds', d.plan_kinds, 'validUntil', d.valid_until,
        'validFrom', d.valid_from, 'endedAt', d.ended_at, 'group', d."group", 'groupRule', d.group_rule,
        'layouts', d.layouts, 'minimumPrice', d.minimum_price::text, 'customerKinds', d.customer_kinds,
        'roundTo', d.round_to, 'roundBy', d.round_by)), '[]')
      from standard_discount d where d.id = any(?::uuid[]) and d.project_id = o.project_id) as discounts,
    (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'ownerId', b.owner_id)), '[]')
      from customer b where b.id = any(?::uuid[]) and b.project_id = o.project_id) as people
  from unit_offer o
  join project p on p.id = o.project_id
  left join payment_plan l on l.id = ? and l.project_id = o.project_id
  left join customer c on c.id = ? and c.project_id = o.project_id
  left join hold h on h.unit_id = o.id and h.ended_at is null
  where o.id = ?`;
