import type { PricingBasis, SetUpState } from '#contracts/inventory.js';
import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PricedUnit } from '../rules/price-table.js';

/**
 * Units that are there, of these buildings or with this id, in one statement: as they are in force, or the newest that
 * change orders made of them, which a further order starts from (INV-3).
 */
export async function existingUnits(
  em: EntityManager,
  where: { buildingIds: string[] } | { unitId: string },
  as: 'in-force' | 'newest' = 'in-force',
): Promise<PricedUnit[]> {
  const given = 'unitId' in where ? `u.id = ?` : `u.building_id in (select jsonb_array_elements_text(?::jsonb)::uuid)`;
  const param = 'unitId' in where ? where.unitId : JSON.stringify(where.buildingIds);
  const rows = await em.execute<UnitRow[]>(
    `${as === 'newest' ? newest : inForce} where u.removed_at is null and ${given} ${order}`,
    [param],
  );
  return rows.map(({ areas, prices, filed, ...unit }) => {
    const [buildingArea, innerArea, sharedArea] = areas.map((area) => Area.hundredths(BigInt(area)));
    const [pricePerM2, totalPrice, floorPrice] = prices.map((price) => Money.fen(BigInt(price)));
    const exact = { buildingArea, innerArea, sharedArea, pricePerM2, totalPrice, floorPrice };
    const filedPrice = filed === null ? null : Money.fen(BigInt(filed));
    return { ...unit, filedPrice, ...(exact as Record<keyof typeof exact, never>) };
  });
}

interface UnitRow {
  id: string;
  buildingId: string;
  building: string;
  phase: string | null;
  state: SetUpState;
  code: string;
  floor: number;
  layout: string;
  orientation: string;
  use: string;
  pricingBasis: PricingBasis;
  newestVersion: number;
  areas: string[];
  prices: string[];
  filed: string | null;
}

const units = (version: string, facts: string) => `
  select u.id, u.building_id as "buildingId", b.code as building, b.phase, b.state, u.code, u.floor, f.layout,
    f.orientation, f.use, u.pricing_basis as "pricingBasis", u.newest_version as "newestVersion",
    array[f.building_area, f.inner_area, f.shared_area]::text[] as areas,
    array[p.price_per_m2, p.total_price, p.floor_price]::text[] as prices, u.filed_price::text as filed
  from unit u
  join building b on b.id = u.building_id
  join price_version p on p.unit_id = u.id and p.version = ${version}
  cross join lateral (${facts}) f`;

const terms = 'layout, orientation, use, building_area, inner_area, shared_area';
const setUp = `select ${terms.replaceAll(/(\w+)/g, 'u.$1')}`;
const ordered = `select ${terms} from unit_facts where unit_id = u.id order by effective_from desc, id desc limit 1`;
const inForce = units('u.price_version', setUp);
const newest = units(
  'u.newest_version',
  `(${ordered}) union all (${setUp} where not exists (select from unit_facts where unit_id = u.id))`,
);

const order = 'order by b.code, u.floor, u.code';
