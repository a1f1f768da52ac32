import type { Area } from '#kernel/area.js';
import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Instant } from '#kernel/time.js';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsBase64,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Transform } from 'class-transformer';
import { Each, IsArea, IsInstant, IsMoney, IsPageSize, IsRate, Nested, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { BuildingAnswer, pricingBases, RejectedRow, type PricingBasis } from './inventory.js';
import { Command, Query } from './message.js';

export const importKinds = ['units', 'prices', 'price-changes'] as const;
/** What a table brings: units with their prices; prices of what is still being set up; change orders for what is locked. */
export type ImportKind = (typeof importKinds)[number];
export const importStates = ['waiting', 'reading', 'checking', 'writing', 'done', 'refused'] as const;
/** How far an import has come; `refused` says that nothing of it was written, and why. */
export type ImportState = (typeof importStates)[number];
export const badRowRules = ['nothing', 'skip'] as const;
/** With a bad row in it: nothing is imported, or the good rows are and the bad ones reported. */
export type BadRowRule = (typeof badRowRules)[number];
export const existingRules = ['refuse', 'replace'] as const;
/** A unit that is there already is a bad row; or the table replaces its building, which is still being drafted. */
export type ExistingRule = (typeof existingRules)[number];

export class ImportAnswer {
  @IsUUID() importId!: string;
  @IsIn(importStates) state!: ImportState;
}

/**
 * A table of units of many buildings, or of prices, xlsx or csv, at most 60,000 rows (INV-1, INV-2). It is answered at
 * once and done by itself; all of it becomes true together, or nothing.
 */
export class ImportTable extends Command('inventory.import-table', ImportAnswer) {
  @IsUUID() projectId!: string;
  @IsIn(['units', 'prices']) kind!: 'units' | 'prices';
  /** `nothing` unless said. */
  @Optional() @IsIn(badRowRules) onError?: BadRowRule;
  /** `refuse` unless said; `replace` needs a reason. */
  @Optional() @IsIn(existingRules) existing?: ExistingRule;
  @Optional() @Length(1, 500) reason?: string;
  @IsBase64() file!: string;
}

/** A price list for locked buildings: a change order for each of them is requested (INV-3), all or none. */
export class ImportPriceChanges extends Command('inventory.import-price-changes', ImportAnswer) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(badRowRules) onError?: BadRowRule;
  @Length(1, 500) reason!: string;
  @Length(1, 200) attachment!: string;
  @IsBase64() file!: string;
}

/** What an import came to. */
export class ImportTotals {
  @IsInt() created!: number;
  @IsInt() corrected!: number;
  @IsInt() removed!: number;
  @IsInt() unchanged!: number;
  @IsInt() repriced!: number;
  @IsString({ each: true }) buildings!: string[];
  /** The change orders that were requested. */
  @IsUUID(undefined, { each: true }) priceChangeIds!: string[];
}

/** Why nothing was imported, in words. */
export class ImportRefused {
  @IsString() code!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
}

export class ImportSheet extends ImportAnswer {
  @IsUUID() projectId!: string;
  @IsIn(importKinds) kind!: ImportKind;
  @IsIn(badRowRules) onError!: BadRowRule;
  @IsIn(existingRules) existing!: ExistingRule;
  /** Known once the file is read; rows count without the heading and without empty rows. */
  @Optional() @IsInt() rowsTotal?: number;
  @IsInt() rowsRead!: number;
  @IsInt() rowsChecked!: number;
  @IsInt() rowsWritten!: number;
  @IsInt() rowsRejected!: number;
  @IsUUID() requestedBy!: string;
  @IsInstant() requestedAt!: Instant;
  @Optional() @IsInstant() finishedAt?: Instant;
  @Optional() @Nested(() => ImportTotals) totals?: ImportTotals;
  @Optional() @Nested(() => ImportRefused) refused?: ImportRefused;
}

/** How far an import is, and what it came to. */
export class ImportById extends Query('inventory.import-by-id', ImportSheet) {
  @IsUUID() importId!: string;
}

export class ImportList {
  @Each(() => ImportSheet) items!: ImportSheet[];
}

/** The newest 100 imports of a project. */
export class Imports extends Query('inventory.imports', ImportList) {
  @IsUUID() projectId!: string;
}

export class RejectedRows {
  @Each(() => RejectedRow) items!: RejectedRow[];
  /** Pass as `after` to read on; absent on the last page. */
  @Optional() @IsInt() next?: number;
}

/** The bad rows of an import, row by row. */
export class ImportRows extends Query('inventory.import-rows', RejectedRows) {
  @IsUUID() importId!: string;
  @Optional() @IsPageSize() limit?: number;
  /** The row number to read on after. */
  @Optional() @IsRowNumber() after?: number;
}

export const tableFormats = ['xlsx', 'csv'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** A building's units as a table that can be imported again (INV-1). */
export class BuildingWorkbook extends Query('inventory.building-workbook', FileAnswer) {
  @IsUUID() buildingId!: string;
  /** `xlsx` unless said; csv is UTF-8 with BOM. */
  @Optional() @IsIn(tableFormats) format?: TableFormat;
}

/** The same of all buildings of a project. */
export class ProjectWorkbook extends Query('inventory.project-workbook', FileAnswer) {
  @IsUUID() projectId!: string;
  @Optional() @IsIn(tableFormats) format?: TableFormat;
}

/** The floors of a template: all from `from` to `to`, without 0 and without those skipped. */
export class TemplateFloors {
  @IsInt() @Min(-9) @Max(200) from!: number;
  @IsInt() @Min(-9) @Max(200) to!: number;
  @Optional() @IsInt({ each: true }) skipped?: number[];
}

/** How low a unit may go: a share of its total (`"0.92"`), or an amount below it; one of the two. */
export class FloorPriceRule {
  @Optional() @IsRate() rate?: Rate;
  @Optional() @IsMoney() below?: Money;
}

/** A place on every floor: its room suffix (`01`), and what the unit there is like. */
export class TemplatePosition {
  @Matches(/^[\p{L}\p{N}]{1,6}$/u) suffix!: string;
  @Length(1, 40) layout!: string;
  @Length(1, 20) orientation!: string;
  @Length(1, 20) use!: string;
  @IsArea() buildingArea!: Area;
  @IsArea() innerArea!: Area;
  @IsIn(pricingBases) pricingBasis!: PricingBasis;
  /** On the lowest floor; for one priced as a whole 套, its price. */
  @IsMoney() pricePerM2!: Money;
  /** Added for each floor above the lowest, floors that are skipped not counted; below zero where prices fall. */
  @Optional() @IsMoney() stepPerFloor?: Money;
}

export class BuildingGenerated extends BuildingAnswer {
  @IsInt() units!: number;
}

/** A building from a template: the same places on every floor, each unit with its exact price (INV-1, ALL-2). */
export class GenerateBuilding extends Command('inventory.generate-building', BuildingGenerated) {
  @IsUUID() projectId!: string;
  @Length(1, 20) code!: string;
  @Length(1, 80) name!: string;
  /** 分期 */
  @Optional() @Length(1, 40) phase?: string;
  @Nested(() => TemplateFloors) floors!: TemplateFloors;
  @ArrayNotEmpty() @ArrayMaxSize(60) @Each(() => TemplatePosition) positions!: TemplatePosition[];
  @Nested(() => FloorPriceRule) floorPrice!: FloorPriceRule;
}

export class UnitCorrected {
  @IsUUID() unitId!: string;
  @IsString() code!: string;
  @IsInt() priceVersion!: number;
  @IsMoney() totalPrice!: Money;
}

/** Corrects a unit whose building is being drafted; what is left out stays, and the total is computed (INV-2, ALL-3). */
export class CorrectUnit extends Command('inventory.correct-unit', UnitCorrected) {
  @IsUUID() unitId!: string;
  @Length(1, 500) reason!: string;
  @Optional() @Length(1, 20) room?: string;
  @Optional() @IsInt() @Min(-9) @Max(200) floor?: number;
  @Optional() @Length(1, 40) layout?: string;
  @Optional() @Length(1, 20) orientation?: string;
  @Optional() @Length(1, 20) use?: string;
  @Optional() @IsArea() buildingArea?: Area;
  @Optional() @IsArea() innerArea?: Area;
  @Optional() @IsIn(pricingBases) pricingBasis?: PricingBasis;
  @Optional() @IsMoney() pricePerM2?: Money;
  @Optional() @IsMoney() floorPrice?: Money;
}

export class UnitRemoved {
  @IsUUID() unitId!: string;
  @IsString() code!: string;
}

/** Takes a unit out of a building that is being drafted; it is kept, and shown nowhere any more (INV-2, ALL-3). */
export class RemoveUnit extends Command('inventory.remove-unit', UnitRemoved) {
  @IsUUID() unitId!: string;
  @Length(1, 500) reason!: string;
}

/** A row's number, also as text in a query string. */
export function IsRowNumber(): PropertyDecorator {
  const read = ({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,7}$/.test(value) ? Number(value) : value;
  return (target, key) => [Transform(read), IsInt(), Min(0)].forEach((decorate) => decorate(target, key));
}
