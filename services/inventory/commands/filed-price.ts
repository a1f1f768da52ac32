import { FiledPriceRecorded, RecordFiledPrices } from '#contracts/inventory-terms.js';
import { newId } from '#kernel/ids.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { Answers, type Asked } from '#messaging/answer.js';
import { mayTouch } from '#permissions/scope.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { Controller } from '@nestjs/common';
import { Building } from '../entities/building.js';
import { FiledPrice } from '../entities/filed-price.js';
import { CoveredBuilding, Permit } from '../entities/permit.js';
import { pricesOf, PriceVersion } from '../entities/price-version.js';
import { Unit } from '../entities/unit.js';
import { refuseUnlessFileable } from '../rules/permit.js';
import { refuseUnless } from '../rules/set-up.js';

@Controller()
export class FiledPriceCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What was filed for locked units with their permit; from now on no price is above it (INV-4). */
  @Answers(RecordFiledPrices)
  record(asked: Asked<RecordFiledPrices>) {
    const { permitId, lines } = asked.payload;
    return this.unitOfWork.run(asked, async ({ em, actor, at, tell }) => {
      const { projectId } = await em.findOneOrFail(Permit, permitId);
      mayTouch(asked.actor, { projectId });
      const units = await coveredUnits(em, asked.payload);
      const prices = await pricesNotAbove(em, [...units.values()], at);
      for (const { unitId, filedPrice: amount } of lines) {
        const unit = units.get(unitId)!;
        refuseUnlessFileable(unit.code, amount, prices.get(unitId)!);
        unit.filedPrice = amount;
        const by = { recordedBy: actor.id, recordedAt: at };
        em.create(FiledPrice, { id: newId(), unitId, permitId, amount, ...by });
        tell(Object.assign(new FiledPriceRecorded(), { unitId, projectId, permitId, filedPrice: amount }));
      }
      return { permitId, recorded: lines.length };
    });
  }
}

/** The units by their ids, locked; each once, and in a locked building that the permit covers. */
async function coveredUnits(em: EntityManager, { permitId, lines }: RecordFiledPrices): Promise<Map<string, Unit>> {
  const ids = [...new Set(lines.map(({ unitId }) => unitId))];
  const covered = await em.find(CoveredBuilding, { permitId });
  const where = { id: { $in: covered.map(({ buildingId }) => buildingId) } };
  const buildings = await em.find(Building, where, { lockMode: LockMode.PESSIMISTIC_READ });
  const inOrder = { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE } as const;
  const units = await em.find(Unit, { id: { $in: ids } }, inOrder);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  for (const unitId of ids) {
    const building = buildings.find(({ id }) => id === byId.get(unitId)?.buildingId);
    if (!building) refuse('INV-4.not-covered', { unitId });
    refuseUnless(building, 'locked', 'on-sale');
  }
  if (ids.length < lines.length) refuse('INV-4.filed-twice', {});
  return byId;
}

/** By unit, what it costs now, and will by prices that are told ahead (INV-3). */
async function pricesNotAbove(em: EntityManager, units: Unit[], at: Date): Promise<Map<string, Money[]>> {
  const inForce = await pricesOf(em, units, 'newestVersion');
  const prices = new Map(units.map(({ id }) => [id, [inForce.get(id)!.totalPrice]]));
  const ahead = { unitId: { $in: [...prices.keys()] }, effectiveFrom: { $gt: at } };
  for (const { unitId, totalPrice } of await em.find(PriceVersion, ahead)) prices.get(unitId)!.push(totalPrice);
  return prices;
}
