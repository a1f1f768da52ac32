import { refuse } from '#kernel/refusal.js';
import { totalPrice } from './price.js';
import { basisNames, type EnteredUnit, enteredUnit, headings } from './row.js';

/** A unit as it is set up now. */
export interface ExistingUnit extends Omit<EnteredUnit, 'derivation'> {
  id: string;
  buildingId: string;
  /** The building's code. */
  building: string;
  newestVersion: number;
}

/** What a unit is corrected to, and what of it is different; a new price version where a price is (INV-2, INV-3). */
export interface Correction {
  unit: ExistingUnit;
  to: EnteredUnit;
  /** The fields that differ, as text. */
  before: Record<string, string | number>;
  after: Record<string, string | number>;
  /** The number of the price version it makes; none where no price changes. */
  version: number | null;
}

/** The correction that makes the unit what was entered, or nothing where it is that already. */
export function correctionOf(unit: ExistingUnit, to: EnteredUnit): Correction | undefined {
  const changed = [...facts, ...prices].filter((field) => String(unit[field]) !== String(to[field]));
  if (changed.length === 0) return undefined;
  const version = prices.some((field) => changed.includes(field)) ? unit.newestVersion + 1 : null;
  return { unit, to, before: picked(unit, changed), after: picked(to, changed), version };
}

const facts = [
  ...(['code', 'floor', 'layout', 'orientation', 'use'] as const),
  ...(['buildingArea', 'innerArea', 'sharedArea', 'pricingBasis'] as const),
];
const prices = ['pricePerM2', 'totalPrice', 'floorPrice'] as const;

type Field = (typeof facts)[number] | (typeof prices)[number];

function picked(from: Record<Field, unknown>, fields: Field[]): Record<string, string | number> {
  const text = (value: unknown) => (typeof value === 'number' ? value : String(value));
  return Object.fromEntries(fields.map((field) => [field, text(from[field])]));
}

/** What may be corrected of a unit; the total and the shared area follow. */
export type Wanted = Partial<
  Pick<ExistingUnit, 'floor' | 'layout' | 'orientation' | 'use' | 'buildingArea' | 'innerArea' | 'pricingBasis'> &
    Pick<ExistingUnit, 'pricePerM2' | 'floorPrice'> & { room: string }
>;

/** The unit with what is wanted otherwise, by the rules that a row of a table has (INV-1); refuses naming the field. */
export function correctedUnit(unit: ExistingUnit, wanted: Wanted): EnteredUnit {
  const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Wanted;
  const to = { ...unit, room: unit.code.slice(unit.building.length + 1), ...given };
  const shared = to.buildingArea.minus(to.innerArea);
  const { total } = totalPrice(to, to.pricePerM2);
  const texts = {
    ...{ room: to.room, floor: String(to.floor), layout: to.layout, orientation: to.orientation, use: to.use },
    ...{ buildingArea: String(to.buildingArea), innerArea: String(to.innerArea), sharedArea: String(shared) },
    ...{ pricingBasis: basisNames[to.pricingBasis], pricePerM2: String(to.pricePerM2), totalPrice: String(total) },
    floorPrice: String(to.floorPrice),
  };
  const entered = enteredUnit({ ...texts, row: 0 }, unit.building);
  if ('code' in entered) return entered;
  const { column, zh: problemZh, en: problemEn } = entered;
  const field = Object.entries(headings).find(([, heading]) => heading === column)?.[0] ?? column;
  return refuse('INV-1.unit-wrong', { unit: unit.code, field, column, problemZh, problemEn });
}
