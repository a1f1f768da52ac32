import type { Money } from '#kernel/money.js';
import type { Day, Instant } from '#kernel/time.js';
import { IsBoolean, IsIn, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Each, IsDay, IsInstant, IsMoney, IsPageSize, Nested, Optional } from './fields.js';
import { FileAnswer } from './file.js';
import { Command, Query } from './message.js';

/** 资产、负债、损益. */
export const accountClasses = ['asset', 'liability', 'result'] as const;
export type AccountClass = (typeof accountClasses)[number];
const sides = ['debit', 'credit'] as const;

/** An account of the ledger by the code that this project's books show it under. */
export class LedgerAccountRow {
  @IsString() code!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
  @IsIn(accountClasses) class!: AccountClass;
  /** The side 余额方向 that makes it more. */
  @IsIn(sides) side!: (typeof sides)[number];
}

export class ChartRow extends LedgerAccountRow {
  /** Whether entries are posted to it; if not it gathers others. */
  @IsBoolean() posted!: boolean;
  /** The account that it is a part of. */
  @Optional() @IsString() parent?: string;
}

export class ChartSheet {
  @Each(() => ChartRow) items!: ChartRow[];
}

/** The chart of accounts 会计科目 of a project (FIN-3). */
export class ChartOfAccounts extends Query('finance.chart-of-accounts', ChartSheet) {
  @IsUUID() projectId!: string;
}

/** What stands on the debit side and on the credit side. */
export class LedgerSides {
  @IsMoney() debit!: Money;
  @IsMoney() credit!: Money;
}

/** 期初余额, 本期发生额, 期末余额: `debit` and `credit` are what was posted within the period. */
export class TrialBalanceTotal extends LedgerSides {
  @Nested(() => LedgerSides) opening!: LedgerSides;
  @Nested(() => LedgerSides) closing!: LedgerSides;
}

export class TrialBalanceRow extends TrialBalanceTotal {
  /** Code and name of the account, `1002 银行存款`. */
  @IsString() account!: string;
  @Nested(() => LedgerAccountRow) shown!: LedgerAccountRow;
}

export class TrialBalanceSheet {
  @IsDay() on!: Day;
  @Optional() @IsDay() from?: Day;
  @Each(() => TrialBalanceRow) items!: TrialBalanceRow[];
  @Nested(() => TrialBalanceTotal) total!: TrialBalanceTotal;
  /** Debits less credits over all accounts; anything but zero is a defect (FIN-3). */
  @IsMoney() difference!: Money;
}

/** The trial balance 试算平衡表 as it stood at the end of a day, and what was posted since another (FIN-3). */
export class TrialBalance extends Query('finance.trial-balance', TrialBalanceSheet) {
  @IsUUID() projectId!: string;
  /** Today when left out. */
  @Optional() @IsDay() on?: Day;
  /** The first day of the period; when left out everything was posted within it. */
  @Optional() @IsDay() from?: Day;
}

/** The paper that an entry is filed with. */
export class LedgerDocument {
  /** `receipt` */
  @IsString() kind!: string;
  @IsString() zh!: string;
  @IsString() en!: string;
  @IsUUID() id!: string;
  /** A receipt's own number. */
  @Optional() @IsString() number?: string;
}

/** The command or event that an entry comes from, and its key or id. */
export class LedgerCause {
  @IsString() name!: string;
  @IsString() id!: string;
}

/** What an entry says besides its lines. */
export class LedgerEntryRow {
  @IsUUID() entryId!: string;
  @IsDay() day!: Day;
  /** 凭证字号, by project and month without a gap: `记-2026-11-0001`. */
  @IsString() voucher!: string;
  /** 摘要 */
  @IsString() summary!: string;
  /** Of an entry that is of no deal, as of cash that is taken to the bank, there are none. */
  @Optional() @IsUUID() dealId?: string;
  @Optional() @IsString() unitCode?: string;
  @Nested(() => LedgerDocument) document!: LedgerDocument;
  @Nested(() => LedgerCause) cause!: LedgerCause;
}

export class AccountLedgerRow extends LedgerEntryRow {
  @IsMoney() debit!: Money;
  @IsMoney() credit!: Money;
  /** What stands on the account's own side after it. */
  @IsMoney() balance!: Money;
}

/** Amounts without a side are on the account's own side; below zero they are on the other. */
export class AccountLedgerSheet {
  @Nested(() => LedgerAccountRow) account!: LedgerAccountRow;
  @Optional() @IsDay() from?: Day;
  @IsDay() on!: Day;
  @IsMoney() opening!: Money;
  @IsMoney() debit!: Money;
  @IsMoney() credit!: Money;
  @IsMoney() closing!: Money;
  @Each(() => AccountLedgerRow) items!: AccountLedgerRow[];
  @Optional() @IsString() next?: string;
}

/** The ledger of one account 明细账 in a period, oldest first, each line with its paper and cause (FIN-3). */
export class AccountLedger extends Query('finance.account-ledger', AccountLedgerSheet) {
  @IsUUID() projectId!: string;
  /** Its code as the project's books show it: `1002`. */
  @Matches(/^\d{4,8}$/) account!: string;
  /** From the first entry when left out. */
  @Optional() @IsDay() from?: Day;
  /** Until today when left out. */
  @Optional() @IsDay() on?: Day;
  @Optional() @IsPageSize() limit?: number;
  @Optional() @Length(1, 80) after?: string;
}

export class JournalLineRow extends LedgerSides {
  @Nested(() => LedgerAccountRow) account!: LedgerAccountRow;
}

export class JournalEntrySheet extends LedgerEntryRow {
  @IsUUID() projectId!: string;
  @IsInstant() postedAt!: Instant;
  @Each(() => JournalLineRow) lines!: JournalLineRow[];
}

/** An entry of the ledger as its voucher 记账凭证 (FIN-3). */
export class JournalEntryById extends Query('finance.journal-entry-by-id', JournalEntrySheet) {
  @IsUUID() entryId!: string;
}

export const voucherFormats = ['xlsx', 'csv'] as const;

/** The vouchers 凭证 of a period as a workbook or csv, line by line; who took them is kept (FIN-3, ALL-9). */
export class ExportVouchers extends Command('finance.export-vouchers', FileAnswer) {
  @IsUUID() projectId!: string;
  @IsDay() from!: Day;
  @IsDay() on!: Day;
  /** xlsx when left out. */
  @Optional() @IsIn(voucherFormats) format?: (typeof voucherFormats)[number];
}
