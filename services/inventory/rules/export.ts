import type { PricedUnit } from './price-table.js';
import { basisNames, headings, placeHeadings } from './row.js';

/** The columns of the export, which are those of the import (INV-1). */
export const exportColumns: string[] = [...Object.values(placeHeadings), ...Object.values(headings)];

/** Floor, areas and prices. */
export const numericColumns = new Set(
  (['floor', 'buildingArea', 'innerArea', 'sharedArea', 'pricePerM2', 'totalPrice', 'floorPrice'] as const).map(
    (column) => exportColumns.indexOf(headings[column]),
  ),
);

/** A unit as a row of the columns above. */
export function exportRow(unit: PricedUnit): string[] {
  const { building, phase, code, floor, layout, orientation, use, pricingBasis } = unit;
  const room = code.slice(building.length + 1);
  const areas = [unit.buildingArea, unit.innerArea, unit.sharedArea].map(String);
  const prices = [unit.pricePerM2, unit.totalPrice, unit.floorPrice].map(String);
  const words = [building, phase ?? '', room, String(floor), layout, orientation, use];
  return [...words, ...areas, basisNames[pricingBasis], ...prices];
}
