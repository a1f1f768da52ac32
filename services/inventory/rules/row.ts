import type { PricingBasis, RejectedRow } from '#contracts/inventory.js';
import { Area } from '#kernel/area.js';
import type { Derivation } from '#kernel/derivation.js';
import { Money } from '#kernel/money.js';
import { isPlausible, type Priced, totalPrice } from './price.js';

/** The columns of the spreadsheet by their headings. */
export const headings = {
  room: '房号',
  floor: '楼层',
  layout: '户型',
  orientation: '朝向',
  use: '用途',
  buildingArea: '建筑面积',
  innerArea: '套内面积',
  sharedArea: '公摊面积',
  pricingBasis: '计价方式',
  pricePerM2: '单价',
  totalPrice: '总价',
  floorPrice: '底价',
} as const;

export type Column = keyof typeof headings;

/** Where a unit is, in a table of many buildings; the phase may be left out. */
export const placeHeadings = { building: '楼栋', phase: '分期' } as const;
export type AnyColumn = Column | keyof typeof placeHeadings;
const names: Record<AnyColumn, string> = { ...headings, ...placeHeadings };
/** A row as text, the cells of the columns above; an empty cell is ''. `row` counts from 1, the heading being row 1. */
export type SheetRow = Record<Column, string> & { row: number };

/** A row that can be imported. */
export interface EnteredUnit {
  code: string;
  floor: number;
  layout: string;
  orientation: string;
  use: string;
  buildingArea: Area;
  innerArea: Area;
  sharedArea: Area;
  pricingBasis: PricingBasis;
  pricePerM2: Money;
  totalPrice: Money;
  floorPrice: Money;
  derivation: Derivation;
}

/** The unit that a row describes, or the first thing that is wrong with it (INV-1). */
export function enteredUnit(row: SheetRow, building: string): EnteredUnit | RejectedRow {
  try {
    const areas = areasOf(row);
    const pricingBasis = basisOf(row);
    return {
      code: `${building}-${roomOf(row)}`,
      ...wordsOf(row),
      ...areas,
      pricingBasis,
      ...pricesOf({ ...row, totalPrice: text(row, 'totalPrice', 32) }, { ...areas, pricingBasis }),
    };
  } catch (wrong) {
    if (wrong instanceof WrongCell) return rejected(row.row, wrong.column, wrong.zh, wrong.en);
    throw wrong;
  }
}

export function rejected(row: number, column: AnyColumn, zh: string, en: string): RejectedRow {
  return { row, column: names[column], zh, en };
}

/** Thrown while a row is read: the first thing that is wrong with it. */
export class WrongCell {
  constructor(
    readonly column: AnyColumn,
    readonly zh: string,
    readonly en: string,
  ) {}
}

export function roomOf(row: Pick<SheetRow, 'room'>): string {
  const room = text(row, 'room', 20);
  if (!/^[\p{L}\p{N}-]+$/u.test(room))
    throw new WrongCell('room', `房号“${room}”含有不允许的字符`, `“${room}” is no room number`);
  return room;
}

function wordsOf(row: SheetRow) {
  const floor = text(row, 'floor', 4);
  if (!/^-?[1-9]\d{0,2}$/.test(floor)) throw new WrongCell('floor', `楼层“${floor}”不是整数`, `“${floor}” is no floor`);
  const [layout, orientation, use] = [text(row, 'layout', 40), text(row, 'orientation', 20), text(row, 'use', 20)];
  return { floor: Number(floor), layout, orientation, use };
}

function areasOf(row: SheetRow) {
  const [buildingArea, innerArea] = [positive(row, 'buildingArea', Area), positive(row, 'innerArea', Area)];
  const sharedArea = exact(row, 'sharedArea', Area);
  const shared = buildingArea.minus(innerArea);
  if (shared.isNegative)
    throw new WrongCell('innerArea', '套内面积大于建筑面积', 'The inner area is larger than the building area');
  if (!shared.equals(sharedArea)) {
    const zh = `公摊面积应为 ${shared}（建筑面积 ${buildingArea} − 套内面积 ${innerArea}），表中为 ${sharedArea}`;
    const en = `The shared area must be ${shared} (building ${buildingArea} − inner ${innerArea}), not ${sharedArea}`;
    throw new WrongCell('sharedArea', zh, en);
  }
  return { buildingArea, innerArea, sharedArea };
}

function basisOf(row: SheetRow): PricingBasis {
  const basis = bases.get(text(row, 'pricingBasis', 20));
  if (basis) return basis;
  throw new WrongCell(
    'pricingBasis',
    '计价方式应为：建筑面积、套内面积、套',
    'The pricing basis is one of 建筑面积, 套内面积, 套',
  );
}

/** How a table says what a unit is priced by. */
export const basisNames: Record<PricingBasis, string> = { building: '建筑面积', inner: '套内面积', unit: '套' };
const bases = new Map(Object.entries(basisNames).map(([basis, name]) => [name, basis as PricingBasis]));

type PriceCells = Pick<SheetRow, 'pricePerM2' | 'totalPrice' | 'floorPrice'>;

/** The prices of a row for a unit priced so; a total that is given must be the one computed. */
export function pricesOf(row: PriceCells, unit: Priced) {
  const pricePerM2 = price(row, 'pricePerM2');
  const floorPrice = price(row, 'floorPrice');
  const { total, derivation } = totalPrice(unit, pricePerM2);
  const given = row.totalPrice === '' ? total : price(row, 'totalPrice');
  if (!total.equals(given)) {
    const zh = `总价应为 ${total}（单价 × ${basisNames[unit.pricingBasis]}），表中为 ${given}`;
    throw new WrongCell('totalPrice', zh, `The total must be ${total} by price and ${unit.pricingBasis}, not ${given}`);
  }
  if (floorPrice > total)
    throw new WrongCell('floorPrice', `底价高于总价 ${total}`, `The floor price is above the total ${total}`);
  return { pricePerM2, totalPrice: total, floorPrice, derivation };
}

export function text<C extends AnyColumn>(row: Record<C, string>, column: C, most: number): string {
  const value = row[column];
  if (!value) throw new WrongCell(column, `${names[column]}未填写`, `${names[column]} is missing`);
  if (value.length > most)
    throw new WrongCell(column, `${names[column]}超过 ${most} 个字符`, `Longer than ${most} characters`);
  return value;
}

function exact<C extends Column, T>(row: Record<C, string>, column: C, type: { parse(text: string): T }): T {
  const value = text(row, column, 32);
  try {
    return type.parse(value);
  } catch {
    const zh = `${headings[column]}“${value}”不是至多两位小数的数字`;
    throw new WrongCell(column, zh, `“${value}” is not a number with at most two decimals`);
  }
}

function positive(row: SheetRow, column: Column, type: typeof Area): Area {
  const value = exact(row, column, type);
  if (value.isPositive && value < areaMax) return value;
  throw new WrongCell(column, `${headings[column]}应大于零且合理`, `${value} is not an area that a unit can have`);
}

function price<C extends Column>(row: Record<C, string>, column: C): Money {
  const value = exact(row, column, Money);
  if (isPlausible(value)) return value;
  throw new WrongCell(column, `${headings[column]}应大于零且合理`, `${value} is not a price that a unit can have`);
}

/** Larger than any unit. */
export const areaMax = Area.parse('1000000');
