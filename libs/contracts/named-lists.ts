import { IsIn, IsInt, IsObject, IsString, IsUUID, Length } from 'class-validator';
import { Each, IsPageSize, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { listsOf, type ListName, type NamedList } from './lists.js';
import { Command, Query } from './message.js';

export const columnKinds = ['text', 'money', 'area', 'day', 'instant', 'count'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** A column of a named list, as its heading says it. */
export class ListColumn {
  @IsString() name!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
  @IsIn(columnKinds) kind!: ColumnKind;
}

/** A page of a named list (ALL-7); `count` is how many there are with this filter. */
export class ListPage {
  @IsString() list!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
  @IsInt() count!: number;
  @Each(() => ListColumn) columns!: ListColumn[];
  /** Each with `id`, and a text or number by the name of each column. */
  @IsObject({ each: true }) items!: object[];
  @Optional() @IsString() next?: string;
}

/** Who asks for a list: of which project, filtered and sorted how. */
export interface ListAsked {
  list: ListName;
  projectId: string;
  /** Conditions joined by `;`: `unit=3-1201`, `price>=1000000.00`, `unit~3-`. */
  filter?: string;
  /** Name of a column, with `-` before it the other way round. */
  sort?: string;
  limit?: number;
  after?: string;
}

function asking(service: NamedList['service']) {
  class Asked extends Query(`${service}.list`, ListPage) implements ListAsked {
    @IsIn(listsOf(service)) list!: ListName;
    @IsUUID() projectId!: string;
    @Optional() @Length(1, 300) filter?: string;
    @Optional() @Length(1, 40) sort?: string;
    @Optional() @IsPageSize() limit?: number;
    @Optional() @Length(1, 400) after?: string;
  }
  return Asked;
}

function exporting(service: NamedList['service']) {
  class Asked extends Command(`${service}.export-list`, FileAnswer) {
    @IsIn(listsOf(service)) list!: ListName;
    @IsUUID() projectId!: string;
    @Optional() @Length(1, 300) filter?: string;
    @Optional() @Length(1, 40) sort?: string;
  }
  return Asked;
}

/** A named list of inventory (ALL-7). */
export class InventoryList extends asking('inventory') {}
/** A named list of sales (ALL-7). */
export class SalesList extends asking('sales') {}
/** A named list of finance (ALL-7). */
export class FinanceList extends asking('finance') {}

/** A named list as a workbook; who took it is kept (ALL-9). */
export class ExportInventoryList extends exporting('inventory') {}
/** A named list as a workbook; who took it is kept (ALL-9). */
export class ExportSalesList extends exporting('sales') {}
/** A named list as a workbook; who took it is kept (ALL-9). */
export class ExportFinanceList extends exporting('finance') {}

/** A list that is part of somebody's work, and how much stands in it; without a count where it cannot be asked now. */
export class WorkQueue {
  @IsString() list!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
  @Optional() @IsInt() count?: number;
}

export class WorkQueueSheet {
  @Each(() => WorkQueue) items!: WorkQueue[];
}

/** The lists that are the work of my roles in a project (ALL-7). */
export class WorkQueues extends Query('gateway.work-queues', WorkQueueSheet) {
  @IsUUID() projectId!: string;
}
