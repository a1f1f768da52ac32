import { refuse } from '#kernel/refusal.js';

/** A kind of paper that the bank wants to see. */
interface ListedPaper {
  zh: string;
  en: string;
  required: boolean;
}

/** The bank's checklist (MOR-1): what is required is taken in before anybody can check; the rest may be added. */
export const checklist = {
  'id-card': { zh: '身份证', en: 'Identity card', required: true },
  'household-register': { zh: '户口簿', en: 'Household register', required: true },
  'income-proof': { zh: '收入证明', en: 'Proof of income', required: true },
  'marriage-proof': { zh: '婚姻状况证明', en: 'Proof of marital status', required: true },
  'down-payment-receipt': { zh: '首付款收据', en: 'Receipt of the down payment', required: true },
  'contract-copy': { zh: '购房合同', en: 'Copy of the contract', required: true },
  'bank-statements': { zh: '银行流水', en: 'Bank statements', required: false },
  'guarantor-papers': { zh: '担保人资料', en: 'Papers of the guarantor', required: false },
} as const satisfies Record<string, ListedPaper>;

export type PaperCode = keyof typeof checklist;

/** The same codes as they are on the checklist, or the refusal that names those that are not (MOR-1). */
export function listed(codes: string[]): PaperCode[] {
  const unknown = codes.filter((code) => !Object.hasOwn(checklist, code));
  if (unknown.length > 0) refuse('MOR-1.unknown-paper', { unknown, known: Object.keys(checklist) });
  return codes as PaperCode[];
}

/** What is required and not in yet, in the order of the checklist. */
export function missingPapers(taken: Iterable<string>): PaperCode[] {
  const there = new Set(taken);
  const required = Object.entries(checklist).filter(([, paper]) => paper.required);
  return required.map(([code]) => code as PaperCode).filter((code) => !there.has(code));
}

/** Incomplete papers cannot pass; the refusal lists what is missing (MOR-2). */
export function refuseUnlessComplete(taken: Iterable<string>): void {
  const missing = missingPapers(taken);
  if (missing.length === 0) return;
  const [missingZh, missingEn] = (['zh', 'en'] as const).map((in_) => missing.map((code) => checklist[code][in_]));
  refuse('MOR-2.papers-missing', { missing, missingZh: missingZh!, missingEn: missingEn! });
}
