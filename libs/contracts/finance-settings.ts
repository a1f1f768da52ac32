import type { Rate } from '#kernel/rate.js';
import { ArrayMaxSize, IsBoolean, IsIn, IsInt, Length, Matches, Max, Min } from 'class-validator';
import { Each, IsShare, Nested, Optional } from './fields.js';
import { DunningSettings } from './finance-dunning.js';
import { FeeSetting, LateFeeSettings } from './finance-late-fees.js';
import { parseLoosely } from './parse.js';

/** Pre-sale funds supervision 预售资金监管 (FIN-12). */
export class FundsSettings {
  /** The share of the supervised amount that stays in the account until first registration; "0.05" when left out. */
  @Optional() @IsShare() retainedShare?: Rate;
}

/** Once so much of the price is paid, so much of the commission is earned: `0.30` of the price, `0.50` of it. */
export class CommissionStep {
  @IsShare() paidShare!: Rate;
  @IsShare() part!: Rate;
}

/** What a consultant earns by a contract; without it nobody earns anything (FIN-13). */
export class CommissionSettings {
  /** Share of the contract price. */
  @IsShare() rate!: Rate;
  /** All of it when everything is paid, when left out. */
  @Optional() @Each(() => CommissionStep) @ArrayMaxSize(10) steps?: CommissionStep[];
}

/** How the books of a project are kept (FIN-3). */
export class BookSettings {
  /** Price that is paid ahead is shown as 预收账款 2203, or by the new revenue standard as 合同负债 2205; 2203 unless said. */
  @Optional() @IsIn(['2203', '2205']) advances?: '2203' | '2205';
}

/** How bank statements are matched and checked (FIN-8). */
export class ReconciliationSettings {
  /** How many days may lie between the bank's day and the books': 5 unless said. */
  @Optional() @IsInt() @Min(0) @Max(60) dayWindow?: number;
  /** The least score, of 100, that is matched by itself: 80 unless said. */
  @Optional() @IsInt() @Min(1) @Max(100) threshold?: number;
  /** By how much it has to beat everything else that wants one of its parts: 15 unless said. */
  @Optional() @IsInt() @Min(1) @Max(100) margin?: number;
  /** After so many days what the bank does not show is a difference 未达账项: 3 unless said. */
  @Optional() @IsInt() @Min(0) @Max(90) differenceDays?: number;
  /** A day may be checked before it is over: not unless said. */
  @Optional() @IsBoolean() sameDay?: boolean;
}

/** How VAT is levied: by the general method 一般计税, or the simple one 简易计税 for old projects. */
export const vatMethods = ['general', 'simple'] as const;
export type VatMethod = (typeof vatMethods)[number];

/** What stands on every purchase invoice of the project (FIN-11); without the last five none is issued. */
export class InvoiceSettings {
  /** `general` when left out. */
  @Optional() @IsIn(vatMethods) vatMethod?: VatMethod;
  /** 9% by the general method and 5% by the simple one when left out. */
  @Optional() @IsShare() vatRate?: Rate;
  /** 跨地市标志: whether seller and project are in different cities; they are not when left out. */
  @Optional() @IsBoolean() crossCity?: boolean;
  @Optional() @Length(1, 100) sellerName?: string;
  @Optional()
  @Matches(/^[0-9A-Z]{15,20}$/, { message: '$property must be 15 to 20 digits and capital letters' })
  sellerTaxNumber?: string;
  /** Where the project is: before the unit's code it is the address of the home. */
  @Optional() @Length(1, 80) address?: string;
  /** 土地增值税项目编号. */
  @Optional() @Length(1, 20) landVatProject?: string;
  /** 商品和服务税收分类编码 of the homes. */
  @Optional() @Matches(/^\d{19}$/, { message: '$property must be 19 digits' }) taxCode?: string;
}

/** What a project decides for itself about money; what is left out is as each field says. */
export class FinanceSettings {
  @Optional() @Nested(() => FundsSettings) funds?: FundsSettings;
  /** For contracts signed from now on. */
  @Optional() @Nested(() => CommissionSettings) commission?: CommissionSettings;
  @Optional() @Nested(() => BookSettings) books?: BookSettings;
  @Optional() @Nested(() => ReconciliationSettings) reconciliation?: ReconciliationSettings;
  @Optional() @Nested(() => DunningSettings) dunning?: DunningSettings;
  @Optional() @Nested(() => InvoiceSettings) invoice?: InvoiceSettings;
  /** For contracts signed from now on (FIN-7). */
  @Optional() @Nested(() => LateFeeSettings) lateFees?: LateFeeSettings;
  /** Fees for changes, handover and title (FIN-1); none when left out. */
  @Optional() @Each(() => FeeSetting) @ArrayMaxSize(20) fees?: FeeSetting[];
}

/** The same as a service keeps it in JSON, its amounts exact again. */
export function settingsOf({ settings }: { settings: object }): FinanceSettings {
  return parseLoosely(FinanceSettings, settings);
}
