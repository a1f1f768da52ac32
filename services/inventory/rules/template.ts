import type { FloorPriceRule, TemplateFloors, TemplatePosition } from '#contracts/inventory-imports.js';
import { derive, type Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { Rate } from '#kernel/rate.js';
import { refuse } from '#kernel/refusal.js';
import { isPlausible, totalPrice } from './price.js';
import { areaMax, type EnteredUnit } from './row.js';

/** What a building is generated from. */
export interface Template {
  code: string;
  floors: TemplateFloors;
  positions: TemplatePosition[];
  floorPrice: FloorPriceRule;
}

/** Every unit of the template: floor by floor, place by place, with exact prices and how they came (INV-1, ALL-2). */
export function generatedUnits(template: Template): EnteredUnit[] {
  const { code, positions, floorPrice } = template;
  refuseUnlessRule(floorPrice);
  positions.forEach((position, at) => refuseUnlessPlace(positions, position, at));
  const floors = floorsOf(template.floors);
  if (floors.length * positions.length > unitsMax)
    wrong('floors', `超过 ${unitsMax} 套`, `more than ${unitsMax} units`);
  return floors.flatMap((floor, above) =>
    positions.map((position, at) => unitOf(code, { floor, above }, position, { floorPrice, at })),
  );
}

/** From the lowest up, without 0 and without those skipped. */
function floorsOf({ from, to, skipped = [] }: TemplateFloors): number[] {
  if (from > to) wrong('floors.to', '低于起始楼层', 'it is below the first floor');
  const outside = skipped.find((floor) => floor < from || floor > to);
  if (outside !== undefined) wrong('floors.skipped', `${outside} 不在楼层范围内`, `${outside} is none of the floors`);
  const floors = Array.from({ length: to - from + 1 }, (_, n) => from + n);
  const built = floors.filter((floor) => floor !== 0 && !skipped.includes(floor));
  return built.length > 0 ? built : wrong('floors.skipped', '没有剩余楼层', 'it leaves no floor');
}

function unitOf(
  code: string,
  { floor, above }: { floor: number; above: number },
  position: TemplatePosition,
  { floorPrice: rule, at }: { floorPrice: FloorPriceRule; at: number },
): EnteredUnit {
  const { suffix, layout, orientation, use, buildingArea, innerArea, pricingBasis } = position;
  const { price, steps } = priceOn(above, position);
  const { total, derivation } = totalPrice(position, price);
  const floorPrice = floorPriceOf(rule, total);
  if (![price, total, floorPrice.amount].every(isPlausible) || floorPrice.amount > total)
    wrong(
      `positions.${at}.pricePerM2`,
      `第 ${floor} 层的价格不合理`,
      `the price on floor ${floor} is none a unit can have`,
    );
  const room = `${floor < 0 ? `B${-floor}` : floor}${suffix}`;
  return {
    ...{ code: `${code}-${room}`, floor, layout, orientation, use, buildingArea, innerArea, pricingBasis },
    ...{ sharedArea: buildingArea.minus(innerArea), pricePerM2: price, totalPrice: total },
    ...{ floorPrice: floorPrice.amount, derivation: { ...derivation, steps: [...steps, floorPrice.derivation] } },
  };
}

/** The price so many floors above the lowest. */
function priceOn(floorsAbove: number, { pricePerM2: base, stepPerFloor }: TemplatePosition) {
  const step = stepPerFloor ?? Money.zero;
  const price = base.plus(step.timesWhole(floorsAbove));
  if (step.isZero) return { price, steps: [] };
  return { price, steps: [derive('base price + step × floors above', 'INV-1', { base, step, floorsAbove }, price)] };
}

function floorPriceOf({ rate, below }: FloorPriceRule, total: Money): { amount: Money; derivation: Derivation } {
  if (rate) {
    const amount = total.times(rate);
    return { amount, derivation: derive('floor price = total × rate', 'INV-4', { total, rate }, amount) };
  }
  const amount = total.minus(below!);
  return { amount, derivation: derive('floor price = total − amount', 'INV-4', { total, below: below! }, amount) };
}

function refuseUnlessRule({ rate, below }: FloorPriceRule): void {
  if (Boolean(rate) === Boolean(below)) wrong('floorPrice', '应为比例或差额之一', 'it is either a rate or an amount');
  if (rate && (!rate.isPositive || rate > Rate.one))
    wrong('floorPrice.rate', '应大于 0 且不大于 1', 'it is above 0, up to 1');
  if (below?.isNegative) wrong('floorPrice.below', '不能为负', 'it is below zero');
}

function refuseUnlessPlace(positions: TemplatePosition[], position: TemplatePosition, at: number): void {
  const field = (name: string) => `positions.${at}.${name}`;
  const { suffix, buildingArea, innerArea, pricePerM2 } = position;
  if (positions.findIndex((other) => other.suffix === suffix) < at)
    wrong(field('suffix'), `${suffix} 重复`, `${suffix} is there twice`);
  if (!innerArea.isPositive) wrong(field('innerArea'), '应大于零', 'it is not above zero');
  if (buildingArea < innerArea)
    wrong(field('innerArea'), '套内面积大于建筑面积', 'it is larger than the building area');
  if (buildingArea >= areaMax) wrong(field('buildingArea'), '不合理', 'it is not an area that a unit can have');
  if (!isPlausible(pricePerM2)) wrong(field('pricePerM2'), '应大于零且合理', 'it is not a price that a unit can have');
}

function wrong(field: string, problemZh: string, problemEn: string): never {
  return refuse('INV-1.template', { field, problemZh, problemEn });
}

const unitsMax = 5_000;
