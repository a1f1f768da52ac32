import type { RejectedRow, SetUpState } from '#contracts/inventory.js';
import type { Money } from '#kernel/money.js';
import { correctionOf, type Correction, type ExistingUnit } from './correction.js';
import type { NewPrice } from './price-change.js';
import { placeHeadings, pricesOf, rejected, roomOf, type SheetRow, text, WrongCell } from './row.js';
import { stateNames } from './set-up.js';

/** A row of a price list; the total may be left out, and is then the one computed. */
export type PriceRow = Pick<SheetRow, 'row' | 'room' | 'pricePerM2' | 'totalPrice' | 'floorPrice'> & {
  building: string;
};
export const priceHeadings = {
  required: { building: placeHeadings.building, room: '房号', pricePerM2: '单价', floorPrice: '底价' },
  optional: { totalPrice: '总价' },
} as const;

export interface PricedUnit extends ExistingUnit {
  phase: string | null;
  /** 备案价, above which it is not sold (INV-4). */
  filedPrice: Money | null;
  state: SetUpState;
}

/** Checks a price list row by row: corrections before the lock (INV-2), lines of change orders after it (INV-3). */
export class PriceTable {
  readonly corrected: Correction[] = [];
  /** By building. */
  readonly lines = new Map<string, NewPrice[]>();
  readonly rejected: RejectedRow[] = [];
  /** The codes of the buildings whose prices it has. */
  readonly buildings = new Set<string>();
  unchanged = 0;
  private readonly seen = new Set<string>();

  constructor(
    private readonly units: Map<string, PricedUnit>,
    private readonly kind: 'prices' | 'price-changes',
  ) {}

  add(row: PriceRow): void {
    try {
      this.price(row, this.unitOf(row));
    } catch (wrong) {
      if (!(wrong instanceof WrongCell)) throw wrong;
      this.rejected.push(rejected(row.row, wrong.column, wrong.zh, wrong.en));
    }
  }

  private price(row: PriceRow, unit: PricedUnit): void {
    const prices = pricesOf(row, unit);
    const { filedPrice: filed } = unit;
    if (filed && prices.totalPrice > filed) {
      const zh = `总价 ${prices.totalPrice} 高于备案价 ${filed}`;
      throw new WrongCell('pricePerM2', zh, `The total ${prices.totalPrice} is above the filed price ${filed}`);
    }
    this.buildings.add(unit.building);
    if (this.kind === 'price-changes') {
      const line = { ...prices, unitId: unit.id };
      const others = this.lines.get(unit.buildingId);
      if (others) others.push(line);
      else this.lines.set(unit.buildingId, [line]);
      return;
    }
    const correction = correctionOf(unit, { ...unit, ...prices });
    if (correction) this.corrected.push(correction);
    else this.unchanged++;
  }

  private unitOf(row: PriceRow): PricedUnit {
    const code = `${text(row, 'building', 20)}-${roomOf(row)}`;
    const unit = this.units.get(code);
    if (!unit) throw new WrongCell('room', `没有房间 ${code}`, `There is no unit ${code}`);
    if (this.seen.has(code)) throw new WrongCell('room', `房间 ${code} 重复出现`, `Unit ${code} is there twice`);
    this.seen.add(code);
    const drafting = unit.state === 'drafting';
    const locked = unit.state === 'locked' || unit.state === 'on-sale';
    if (this.kind === 'prices' ? drafting : locked) return unit;
    const [whyZh, why] = refused[this.kind];
    const zh = `楼栋 ${unit.building} 处于“${stateNames[unit.state]}”，${whyZh}`;
    throw new WrongCell('building', zh, `Building ${unit.building} is ${unit.state}: ${why}`);
  }
}

const refused = {
  prices: ['价格须经调价申请更改', 'its prices change by a change order'],
  'price-changes': ['无须调价申请', 'there is nothing that a change order would change'],
};
