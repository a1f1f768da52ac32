import { newId } from '#kernel/ids.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { NewPrice } from '../rules/price-change.js';
import { type Audited, auditLines, byColumns, checkNow, rowsAtOnce } from './unit-rows.js';

/** The lines of a change order that is being requested, many in a statement (INV-3, ALL-3). */
export async function addLines(em: EntityManager, orderId: string, lines: NewPrice[], by: Audited): Promise<void> {
  for (let at = 0; at < lines.length; at += rowsAtOnce) {
    const rows = lines.slice(at, at + rowsAtOnce).map(({ unitId, derivation, pricePerM2, totalPrice, floorPrice }) => ({
      ...{ id: newId(), priceChangeId: orderId, unitId, derivation, pricePerM2: pricePerM2.fen.toString() },
      ...{ totalPrice: totalPrice.fen.toString(), floorPrice: floorPrice.fen.toString() },
    }));
    await em.execute(add, [JSON.stringify(rows), JSON.stringify(by)]);
    await checkNow(em);
  }
}

const add = `
  with given as (
    select * from jsonb_to_recordset(?::jsonb) as g (id uuid, "priceChangeId" uuid, "unitId" uuid,
      "pricePerM2" bigint, "totalPrice" bigint, "floorPrice" bigint, derivation jsonb)),
  by as (select * from jsonb_to_record(?::jsonb) as b (${byColumns})),
  added as (
    insert into price_change_line (id, price_change_id, unit_id, price_per_m2, total_price, floor_price, derivation)
    select g.id, g."priceChangeId", g."unitId", g."pricePerM2", g."totalPrice", g."floorPrice", g.derivation
    from given g),
  lines as (
    select 'price_change_line' as entity, g.id, 'create' as change, null::jsonb as before, to_jsonb(g) as after
    from given g)
  ${auditLines}`;
