import type { Money } from '#kernel/money.js';
import type { Rate } from '#kernel/rate.js';
import type { Instant } from '#kernel/time.js';
import { IsObject, IsString, IsUUID, Length } from 'class-validator';
import { Each, IsInstant, IsMoney, IsPageSize, IsRate, Optional } from './fields.js';
import { Query } from './message.js';

/** One thing that happened to the unit. */
export class DossierEntry {
  @IsUUID() eventId!: string;
  @IsInstant() at!: Instant;
  @IsString() service!: string;
  /** `sales.contract-signed.v1` */
  @IsString() event!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
  @IsString() by!: string;
  /** First eight digits of the trace (GAT-5). */
  @IsString() trace!: string;
  @IsObject() facts!: object;
}

export class DossierPage {
  @Each(() => DossierEntry) items!: DossierEntry[];
  @Optional() @IsString() next?: string;
}

/** Everything that ever happened to a unit, from every service, oldest first (TIT-5, 一户一档). */
export class UnitDossier extends Query('reporting.unit-dossier', DossierPage) {
  @IsUUID() unitId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 80) after?: string;
}

export class SalesRow {
  @IsUUID() dealId!: string;
  @IsString() unitCode!: string;
  @IsUUID() consultantId!: string;
  /** `subscribed`, `effective`, `contracted`, `filed`, `handed-over`, `titled`, `cancelled`. */
  @IsString() state!: string;
  @IsMoney() dealPrice!: Money;
  @IsMoney() received!: Money;
  @IsRate() priceShare!: Rate;
  @IsInstant() subscribedAt!: Instant;
}

export class SalesPage {
  @Each(() => SalesRow) items!: SalesRow[];
  @Optional() @IsString() next?: string;
  /** The moment of the newest event the report knows (section 9). */
  @Optional() @IsInstant() trueAsOf?: Instant;
}

/** Sales detail 销售明细, newest first. */
export class SalesDetail extends Query('reporting.sales-detail', SalesPage) {
  @IsUUID() projectId!: string;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 80) after?: string;
}
