/** What an account is on a balance sheet 资产、负债, or in a year's result 损益. */
export type AccountClass = 'asset' | 'liability' | 'result';

/** An account as an accountant in China knows it: its name, and the side that makes it more. */
export interface ChartLine {
  zh: string;
  en: string;
  class: AccountClass;
  side: 'debit' | 'credit';
}

const asset = { class: 'asset', side: 'debit' } as const;
const liability = { class: 'liability', side: 'credit' } as const;
const income = { class: 'result', side: 'credit' } as const;

/** The accounts of the ledger (FIN-3) by their codes in the Chinese chart of accounts 会计科目. Codes never change. */
export const chart = {
  1001: { zh: '库存现金', en: 'Cash on hand', ...asset },
  1002: { zh: '银行存款', en: 'Cash at bank', ...asset },
  1122: { zh: '应收账款（面积差款）', en: 'Receivables (area settlement)', ...asset },
  2203: { zh: '预收账款（房款）', en: 'Advances received (price)', ...liability },
  224101: { zh: '其他应付款（定金）', en: 'Other payables (deposits)', ...liability },
  224102: { zh: '其他应付款（客户暂存款）', en: 'Other payables (held for customers)', ...liability },
  224103: { zh: '其他应付款（代收费用）', en: 'Other payables (fees collected for others)', ...liability },
  6051: { zh: '其他业务收入（手续费）', en: 'Other operating income (fees)', ...income },
  6301: { zh: '营业外收入（违约金）', en: 'Non-operating income (damages)', ...income },
} as const satisfies Record<number, ChartLine>;

export type LedgerAccount = `${keyof typeof chart}`;

/** Accounts that only gather others, by their codes. */
const headings: Record<string, ChartLine> = {
  2241: { zh: '其他应付款', en: 'Other payables', ...liability },
};

/** Under the new revenue standard 新收入准则 what is paid ahead is a contract liability 合同负债. */
export type AdvancesShown = '2203' | '2205';
const contractLiability: ChartLine = { zh: '合同负债（房款）', en: 'Contract liabilities (price)', ...liability };

/** An account with the code that a project's books show it under. */
export interface ShownAccount extends ChartLine {
  code: string;
}

/** The account as a project's books show it: money paid ahead as 2203 or as 2205, as the project decided. */
export function shown(account: LedgerAccount, advances: AdvancesShown = '2203'): ShownAccount {
  if (account === '2203' && advances === '2205') return { code: advances, ...contractLiability };
  return { code: account, ...chart[account] };
}

/** The account that is shown under this code; undefined when there is none that anything is posted to. */
export function accountShown(code: string, advances: AdvancesShown = '2203'): LedgerAccount | undefined {
  return accounts.find((account) => shown(account, advances).code === code);
}

/** The whole chart as a project's books show it, by code; `posted` says whether entries go there. */
export function shownChart(advances?: AdvancesShown): (ShownAccount & { posted: boolean; parent?: string })[] {
  const gathered = Object.entries(headings).map(([code, line]) => ({ code, ...line, posted: false }));
  const posted = accounts.map((account) => {
    const line = shown(account, advances);
    const parent = line.code.slice(0, 4);
    return { ...line, posted: true, ...(parent === line.code ? {} : { parent }) };
  });
  return [...gathered, ...posted].toSorted((one, other) => (one.code < other.code ? -1 : 1));
}

/** In the order of their codes as texts. */
const accounts = (Object.keys(chart) as LedgerAccount[]).toSorted();
