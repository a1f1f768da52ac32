import { UnitPrices } from '#contracts/inventory-terms.js';
import { Answers, type Asked } from '#messaging/answer.js';
import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Controller } from '@nestjs/common';
import { PriceChange } from '../entities/price-change.js';
import { PriceVersion } from '../entities/price-version.js';
import { Unit } from '../entities/unit.js';
import { derivationFor, floorPriceFor } from './floor-price.js';

@Controller()
export class PriceQueries {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Every price that the unit has had or will have, the oldest first, with what made it (INV-3, ALL-2). */
  @Answers(UnitPrices)
  prices({ payload: { unitId }, actor }: Asked<UnitPrices>) {
    return this.unitOfWork.read(async (em) => {
      const unit = await em.findOneOrFail(Unit, unitId);
      mayTouch(actor, unit);
      const versions = await em.find(PriceVersion, { unitId }, { orderBy: { version: 'asc' }, limit: 500 });
      const orders = await em.find(PriceChange, { id: { $in: versions.flatMap((one) => one.priceChangeId ?? []) } });
      const reasons = new Map(orders.map(({ id, reason }) => [id, reason]));
      const items = versions.map((version) => rowOf(version, reasons, actor));
      return { unitId, shown: unit.priceVersion, inForce: unit.newestVersion, items };
    });
  }
}

function rowOf(price: PriceVersion, reasons: Map<string, string>, actor: Actor) {
  const { version, pricePerM2, totalPrice, floorPrice, derivation, madeAt, priceChangeId } = price;
  const order = priceChangeId ? { priceChangeId, reason: reasons.get(priceChangeId) ?? '' } : {};
  const told = { ...floorPriceFor(actor, floorPrice), derivation: derivationFor(actor, derivation) };
  const row = { version, pricePerM2, totalPrice, ...told, madeAt };
  return { ...row, effectiveFrom: price.effectiveFrom ?? madeAt, ...order };
}
