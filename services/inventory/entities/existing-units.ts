import type { PricingBasis, SetUpState } from '#contracts/inventory.js';
import { Area } from '#kernel/area.js';
import { Money } from '#kernel/money.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PricedUnit } from '../rules/price-table.js';

/** Units that are there, with the newest price that each has, in one statement; of these buildings or with this id. */
export async function existingUnits(
  em: EntityManager,
  where: { buildingIds: string[] } | { unitId: string },
): Promise<PricedUnit[]> {
  const given = 'unitId' in where ? `u.id = ?` : `u.building_id in (select jsonb_array_elements_text(?::jsonb)::uuid)`;
  const param = 'unitId' in where ? where.unitId : JSON.stringify(where.buildingIds);
  const rows = await em.execute<UnitRow[]>(`${units} where u.removed_at is null and ${given} ${order}`, [param]);
  return rows.map(({ areas, prices, ...unit }) => {
    const [buildingArea, innerArea, sharedArea] = areas.map((area) => Area.hundredths(BigInt(area)));
    const [pricePerM2, totalPrice, floorPrice] = prices.map((price) => Money.fen(BigInt(price)));
    const exact = { buildingArea, innerArea, sharedArea, pricePerM2, totalPrice, floorPrice };
    return { ...unit, ...(exact as Record<keyof typeof exact, never>) };
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
}

const units = `
  select u.id, u.building_id as "buildingId", b.code as building, b.phase, b.state, u.code, u.floor, u.layout,
    u.orientation, u.use, u.pricing_basis as "pricingBasis", u.newest_version as "newestVersion",
    array[u.building_area, u.inner_area, u.shared_area]::text[] as areas,
    array[p.price_per_m2, p.total_price, p.floor_price]::text[] as prices
  from unit u
  join building b on b.id = u.building_id
  join price_version p on p.unit_id = u.id and p.version = u.newest_version`;

const order = 'order by b.code, u.floor, u.code';
