import type { PaperKind, TemplateBlock } from '#contracts/sales-contracts.js';
import { refuse } from '#kernel/refusal.js';

/** What a paper is made of beside its sample: words for the placeholders, tables, and who signs. */
export interface PaperFacts {
  words: Record<string, string>;
  parties: [string, string][];
  unit: [string, string][];
  lines: { label: string; amount: unknown; dueOn: string }[];
}

/** The sample with what the paper says: a placeholder becomes its word, a table its rows (CON-7). */
export function paperBlocks(blocks: TemplateBlock[], { words, parties, unit, lines }: PaperFacts) {
  const said = (text = '') => text.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '—');
  return blocks.map(({ kind, text }) => {
    if (kind === 'heading') return { heading: said(text) };
    if (kind === 'text') return { text: said(text) };
    if (kind === 'parties') return { fields: parties };
    if (kind === 'unit') return { fields: unit };
    if (kind === 'signatures') return { signatures: ['出卖人（盖章）', '买受人（签字）'] };
    const rows = lines.map((line, at) => [String(at + 1), line.label, String(line.amount), line.dueOn]);
    return { table: { head: ['期次', '款项', '金额（元）', '应付日期'], rows, widths: [0.12, 0.38, 0.25, 0.25] } };
  });
}

/** A sample says nothing that its paper has no word for, and a heading or text says something (CON-7). */
export function refuseSample(paper: PaperKind, blocks: TemplateBlock[]): void {
  for (const { kind, text } of blocks) {
    if ((kind === 'heading' || kind === 'text') && !text) refuse('CON-7.sample-silent', { paper, kind });
    for (const [, name] of (text ?? '').matchAll(/\{(\w*)\}/g)) {
      if (!placeholders[paper].includes(name!)) refuse('CON-7.placeholder', { paper, placeholder: name! });
    }
  }
}

const deal = ['number', 'unitCode', 'price', 'signedOn'];
const clauses = [
  ...['buyerLateRate', 'buyerGraceDays', 'buyerTier', 'sellerLateRate', 'sellerGraceDays', 'sellerTier'],
  ...['handoverBy', 'handoverNoticeDays', 'areaClause', 'filingClause', 'titleClause'],
];
const terms = ['loan', 'pricePerM2', 'pricingBasis', 'version', ...clauses];

/** What may stand in braces, by paper. */
export const placeholders: Record<PaperKind, string[]> = {
  subscription: ['unitCode', 'price', 'listPrice', 'deposit', 'depositBy', 'signBy', 'plan'],
  contract: [...deal, ...terms],
  amendment: [...deal, ...terms, 'oldPrice', 'reason'],
  supplement: [...deal, 'oldPrice', 'difference'],
};
