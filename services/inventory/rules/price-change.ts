import type { PriceChangeState, SetUpState } from '#contracts/inventory.js';
import { Area } from '#kernel/area.js';
import type { Derivation } from '#kernel/derivation.js';
import type { Money } from '#kernel/money.js';
import { refuse } from '#kernel/refusal.js';
import { isPlausible, type Priced, totalPrice } from './price.js';
import { stateNames } from './set-up.js';

export interface WantedPrice {
  unitId: string;
  pricePerM2: Money;
  floorPrice: Money;
}

export interface NewPrice extends WantedPrice {
  totalPrice: Money;
  derivation: Derivation;
}

type UnitPriced = Priced & { id: string; code: string; filedPrice?: Money | null };

/** The prices of a change order: units of the building, each once, the floor not above the total (INV-3, INV-4). */
function newPrices(wanted: WantedPrice[], units: UnitPriced[]): NewPrice[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return wanted.map(({ unitId, pricePerM2, floorPrice }, index) => {
    const unit = byId.get(unitId);
    if (!unit) refuse('INV-3.unit-not-there', { unitId });
    if (wanted.findIndex((other) => other.unitId === unitId) < index) refuse('INV-3.unit-twice', { unit: unit.code });
    const { total, derivation } = totalPrice(unit, pricePerM2);
    if (![pricePerM2, total, floorPrice].every(isPlausible))
      refuse('INV-3.price', { unit: unit.code, price: pricePerM2 });
    if (floorPrice > total) refuse('INV-3.floor-above-total', { unit: unit.code, floor: floorPrice, total });
    const { filedPrice: filed } = unit;
    if (filed && total > filed) refuse('INV-4.above-filed', { unit: unit.code, price: total, filed });
    return { unitId, pricePerM2, floorPrice, totalPrice: total, derivation };
  });
}

/** What a unit is besides its price. */
export interface UnitFactsTerms {
  layout: string;
  orientation: string;
  use: string;
  buildingArea: Area;
  innerArea: Area;
  sharedArea: Area;
}

/** A line of a change order as it is asked: what is left out stays as it is. */
export type WantedChange = { unitId: string } & Partial<WantedPrice> & Partial<Omit<UnitFactsTerms, 'sharedArea'>>;

/** A unit with its price in force and the newest of what it is. */
export type UnitNow = UnitPriced & UnitFactsTerms & { pricePerM2: Money; floorPrice: Money };

/** What a change order makes of units: a price each, from the areas as they will be, and what else changes (INV-3). */
export function changes(wanted: WantedChange[], units: UnitNow[]): (NewPrice & Partial<UnitFactsTerms>)[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const after = new Map<string, UnitNow & { changed: boolean }>();
  const prices = wanted.map((line) => {
    const unit = byId.get(line.unitId);
    if (!unit) refuse('INV-3.unit-not-there', { unitId: line.unitId });
    if (!Object.values({ ...line, unitId: undefined }).some(Boolean))
      refuse('INV-3.nothing-changed', { unit: unit.code });
    after.set(unit.id, changed(unit, line));
    const { unitId, pricePerM2 = unit.pricePerM2, floorPrice = unit.floorPrice } = line;
    return { unitId, pricePerM2, floorPrice };
  });
  return newPrices(prices, [...after.values()]).map((price) => {
    const {
      changed: differs,
      layout,
      orientation,
      use,
      buildingArea,
      innerArea,
      sharedArea,
    } = after.get(price.unitId)!;
    return { ...price, ...(differs && { layout, orientation, use, buildingArea, innerArea, sharedArea }) };
  });
}

function changed(unit: UnitNow, { layout, orientation, use, buildingArea, innerArea }: WantedChange) {
  const given = Object.entries({ layout, orientation, use, buildingArea, innerArea }).filter(([, value]) => value);
  const after = { ...unit, ...(Object.fromEntries(given) as Partial<UnitFactsTerms>), changed: given.length > 0 };
  const shared = after.buildingArea.minus(after.innerArea);
  if (!after.innerArea.isPositive || shared.isNegative || after.buildingArea >= areaMax)
    refuse('INV-3.areas', { unit: unit.code, building: after.buildingArea, inner: after.innerArea });
  return { ...after, sharedArea: shared };
}

const areaMax = Area.parse('1000000');

/** Before the lock prices are simply corrected; a change order is for what is locked (INV-2, INV-3). */
export function refuseUnlessLocked({ code, state }: { code: string; state: SetUpState }): void {
  if (state !== 'locked' && state !== 'on-sale') {
    refuse('INV-3.not-locked', { building: code, state, stateZh: stateNames[state] });
  }
}

/** The state after a step that starts from `from`; a refusal needs a reason (INV-3, ALL-3). */
export function decided(
  state: PriceChangeState,
  step: { from: PriceChangeState; to: PriceChangeState },
  decision: 'approve' | 'refuse',
  reason?: string,
): PriceChangeState {
  if (state !== step.from) {
    const [stateZh, neededZh] = [changeNames[state], changeNames[step.from]];
    refuse('INV-3.wrong-state', { state, needed: step.from, stateZh, neededZh });
  }
  if (decision === 'approve') return step.to;
  if (!reason?.trim()) refuse('INV-3.reason-missing', {});
  return 'refused';
}

const changeNames: Record<PriceChangeState, string> = {
  requested: '已申请',
  reviewed: '已初审',
  approved: '已审批',
  refused: '已否决',
  executed: '已执行',
};
