import type { ExistingRule } from '#contracts/inventory-imports.js';
import type { RejectedRow, SetUpState } from '#contracts/inventory.js';
import { correctionOf, type Correction, type ExistingUnit } from './correction.js';
import { type EnteredUnit, enteredUnit, placeHeadings, rejected, type SheetRow, text, WrongCell } from './row.js';
import { stateNames } from './set-up.js';

/** A row of a table of many buildings. */
export type PlacedRow = SheetRow & Record<keyof typeof placeHeadings, string>;

/** What is known of the buildings of a table, by their codes, and of their units, by theirs. */
export interface Known {
  buildings: Map<string, { state: SetUpState }>;
  units: Map<string, ExistingUnit>;
  /** The codes of all units of the project. */
  codes: Set<string>;
}

/** Checks a table of units row by row (INV-1): what each row enters or corrects, or why it cannot. */
export class UnitTable {
  readonly entered: (EnteredUnit & { building: string })[] = [];
  readonly corrected: Correction[] = [];
  readonly rejected: RejectedRow[] = [];
  /** The phase of each building, '' where the table names none. */
  readonly phases = new Map<string, string>();
  unchanged = 0;
  private readonly seen = new Set<string>();

  constructor(
    private readonly known: Known,
    private readonly existing: ExistingRule,
  ) {}

  add(row: PlacedRow): void {
    try {
      this.enter(row, this.buildingOf(row));
    } catch (wrong) {
      if (!(wrong instanceof WrongCell)) throw wrong;
      this.rejected.push(rejected(row.row, wrong.column, wrong.zh, wrong.en));
    }
  }

  /** Units of the table's buildings that are not in it: with `replace` they are taken out. */
  removed(): ExistingUnit[] {
    if (this.existing !== 'replace') return [];
    return [...this.known.units.values()].filter(
      ({ code, building }) => this.phases.has(building) && !this.seen.has(code),
    );
  }

  private enter(row: PlacedRow, building: string): void {
    const code = `${building}-${row.room}`;
    const there = this.known.units.get(code);
    const replaced = this.existing === 'replace' && there?.building === building;
    if (row.room && (this.seen.has(code) || (!replaced && this.known.codes.has(code))))
      throw new WrongCell('room', `房号 ${row.room} 重复`, `There is already a unit ${code}`);
    this.seen.add(code);
    const unit = enteredUnit(row, building);
    if (!('code' in unit)) return void this.rejected.push(unit);
    if (!there || !replaced) return void this.entered.push({ ...unit, building });
    const correction = correctionOf(there, unit);
    if (correction) this.corrected.push(correction);
    else this.unchanged++;
  }

  /** The building's code; every row of a building names the same phase or none, and it is being drafted (INV-2). */
  private buildingOf(row: PlacedRow): string {
    const building = text(row, 'building', 20);
    if (!/^[\p{L}\p{N}-]+$/u.test(building))
      throw new WrongCell('building', `楼栋“${building}”含有不允许的字符`, `“${building}” is no building's code`);
    const there = this.known.buildings.get(building);
    if (there && there.state !== 'drafting') {
      const zh = `楼栋 ${building} 处于“${stateNames[there.state]}”，不能录入`;
      throw new WrongCell('building', zh, `Building ${building} is ${there.state} and no longer being set up`);
    }
    const phase = row.phase && text(row, 'phase', 40);
    const before = this.phases.get(building);
    if (before && phase && before !== phase) {
      const zh = `楼栋 ${building} 的分期前后不一（${before}、${phase}）`;
      throw new WrongCell('phase', zh, `Building ${building} is in two phases: ${before}, ${phase}`);
    }
    this.phases.set(building, before || phase);
    return building;
  }
}
