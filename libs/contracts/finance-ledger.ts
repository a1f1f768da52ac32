import type { Money } from '#kernel/money.js';
import type { Day } from '#kernel/time.js';
import { IsBoolean, IsIn, IsString, IsUUID } from 'class-validator';
import { Each, IsDay, IsMoney, Nested, Optional } from './fields.js';
import { Query } from './message.js';

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
