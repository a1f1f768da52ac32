import type { CellRow } from '#kernel/cells.js';
import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import { phoneKept } from '#kernel/personal.js';
import type { JobRun } from '#persistence/job-run.js';
import type { TableJob } from '#persistence/table-job.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Colleague } from '../entities/colleague.js';
import { Customer, identityKept } from '../entities/customer.js';
import { Plan } from '../entities/plan.js';
import type { Known, KnownUnit } from '../rules/old-deals.js';
import { takesCustomers } from '../rules/ownership.js';

/** What is there already, that a table of old deals is checked against. */
export function knownTo({ job, read }: JobRun, rows: CellRow[]): Promise<Known> {
  return read(async (em) => ({
    units: await units(em, job.projectId),
    plans: await plans(em, job.projectId),
    consultants: await consultants(em, job.projectId),
    there: await there(em, job),
    customers: await customers(em, job.projectId, rows),
    takenOverOn: job.said.takenOverOn!,
  }));
}

async function units(em: EntityManager, projectId: string): Promise<Map<string, KnownUnit>> {
  const found = await em.execute<UnitRow[]>(unitsOf, [projectId]);
  return new Map(
    found.map(({ buildingArea, innerArea, totalPrice, kind, ...unit }) => [
      unit.unitCode,
      {
        ...unit,
        ...{ buildingArea: Area.hundredths(BigInt(buildingArea)), innerArea: Area.hundredths(BigInt(innerArea)) },
        totalPrice: Money.fen(BigInt(totalPrice)),
        ...(kind ? { held: holds[kind] } : {}),
      },
    ]),
  );
}

interface UnitRow extends Omit<KnownUnit, 'buildingArea' | 'innerArea' | 'totalPrice' | 'held'> {
  buildingArea: string;
  innerArea: string;
  totalPrice: string;
  kind: keyof typeof holds | null;
}

const holds = {
  reservation: { kindZh: '预留', kindEn: 'reservation' },
  subscription: { kindZh: '定购', kindEn: 'subscription' },
  contract: { kindZh: '签约', kindEn: 'contract' },
};

const unitsOf = `
  select o.id, o.unit_code as "unitCode", o.building_id as "buildingId", o.pricing_basis as "pricingBasis",
    o.building_area::text as "buildingArea",
    o.inner_area::text as "innerArea", o.total_price::text as "totalPrice", h.kind
  from unit_offer o left join hold h on h.unit_id = o.id and h.ended_at is null where o.project_id = ?`;

async function plans(em: EntityManager, projectId: string): Promise<Map<string, string>> {
  const found = await em.find(Plan, { projectId });
  return new Map(found.flatMap(({ id, code, name }) => [[name, id] as const, [code, id] as const]));
}

async function consultants(em: EntityManager, projectId: string) {
  const byName = new Map<string, { id: string; name: string }[]>();
  for (const colleague of await em.find(Colleague, { leftAt: null })) {
    if (!takesCustomers(colleague, projectId)) continue;
    const { id, name } = colleague;
    byName.set(name, [...(byName.get(name) ?? []), { id, name }]);
  }
  return byName;
}

async function there(em: EntityManager, { id, projectId }: TableJob) {
  const found = await em.execute<{ number: string; unitCode: string; mine: boolean }[]>(numbersOf, [id, projectId]);
  return new Map(found.map(({ number, ...deal }) => [number, deal]));
}

const numbersOf = `
  select coalesce(s.old_number, c.number) as number, o.unit_code as "unitCode",
    s.takeover_id is not distinct from ?::uuid as mine
  from subscription s join unit_offer o on o.id = s.unit_id left join contract c on c.subscription_id = s.id
  where s.project_id = ? and s.state <> 'cancelled' and coalesce(s.old_number, c.number) is not null`;

/** By phone, of those in the table. */
async function customers(em: EntityManager, projectId: string, rows: CellRow[]): Promise<Map<string, string>> {
  const phones = new Map<string, string>();
  for (const row of rows) {
    if (!row.has('手机')) continue;
    const phone = phoneKept(row.text('手机'));
    phones.set(identityKept({ phone }).phoneIndex!, phone);
  }
  const found = await em.execute<{ id: string; phoneIndex: string }[]>(called, [
    projectId,
    JSON.stringify([...phones.keys()]),
  ]);
  const people = await em.find(Customer, { id: { $in: found.map(({ id }) => id) } });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return new Map(found.map(({ id, phoneIndex }) => [phones.get(phoneIndex)!, names.get(id)!]));
}

const called = `
  select customer_id as id, phone_index as "phoneIndex" from customer_phone
  where project_id = ? and phone_index in (select jsonb_array_elements_text(?::jsonb))`;
