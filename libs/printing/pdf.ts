import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import Document from 'pdfkit';

/** A piece of a paper, in the order in which it is printed. */
export type Block =
  | { heading: string }
  | { text: string }
  /** Labels with what stands beside them. */
  | { fields: [label: string, value: string][] }
  /** `widths` are shares of the page's width; columns whose cells are all numbers stand to the right. */
  | { table: { head: string[]; rows: string[][]; widths?: number[] } }
  /** A line to sign on for each. */
  | { signatures: string[] };

/** What is printed: the same paper makes the same file, so `printedAt` is given and not taken from a clock. */
export interface Paper {
  title: string;
  /** The document's own number, under the title and on every page. */
  number: string;
  /** First eight digits of the trace that made it (GAT-5), on every page. */
  trace: string;
  /** More for the foot of every page, such as a checksum. */
  foot?: string;
  /** Grey across every page: who exported it and when (ALL-9). */
  watermark?: string;
  printedAt: Date;
  blocks: Block[];
}

/** The paper as a PDF (A4) with its Chinese fonts embedded: only the characters that are used. */
export function pdfOf(paper: Paper): Promise<Buffer> {
  const { title, number, printedAt } = paper;
  const info = { Title: `${title} ${number}`, Author: '楼盘 Loupan', CreationDate: printedAt, ModDate: printedAt };
  const pdf = new Document({ size: 'A4', margins, bufferPages: true, lang: 'zh-CN', info, font: fonts.regular });
  pdf.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  const parts: Buffer[] = [];
  const made = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
  head(pdf, paper);
  for (const block of paper.blocks) print(pdf, block);
  everyPage(pdf, paper);
  pdf.end();
  return made;
}

type Pdf = InstanceType<typeof Document>;

const margins = { top: 56, bottom: 64, left: 56, right: 56 };
const folder = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts');
const fonts = { regular: join(folder, 'NotoSansHans-Regular.otf'), bold: join(folder, 'NotoSansHans-Bold.otf') };
const numeric = /^-?[\d,]+(\.\d+)?%?$/;

function head(pdf: Pdf, { title, number }: Paper): void {
  pdf.font('bold').fontSize(18).text(title, { align: 'center' });
  pdf.font('regular').fontSize(9).text(number, { align: 'center' }).moveDown(1);
}

function print(pdf: Pdf, block: Block): void {
  if ('heading' in block) {
    keepTogether(pdf, 60);
    pdf.moveDown(0.4).font('bold').fontSize(12).text(block.heading).moveDown(0.2);
  } else if ('text' in block) pdf.font('regular').fontSize(10).text(block.text, { lineGap: 3 }).moveDown(0.3);
  else if ('fields' in block) table(pdf, { rows: block.fields, widths: [0.3, 0.7] });
  else if ('table' in block) table(pdf, block.table);
  else signatures(pdf, block.signatures);
}

/** The head of a table is grey and not bold: a font for each cell would be read anew for each. */
function table(pdf: Pdf, { head: titles, rows, widths }: { head?: string[]; rows: string[][]; widths?: number[] }) {
  const columns = titles?.length ?? rows[0]?.length ?? 0;
  if (columns === 0) return;
  const wide = pdf.page.width - margins.left - margins.right;
  const right = (column: number) => rows.length > 0 && rows.every((row) => numeric.test(row[column] ?? ''));
  const cell = (text: string, column: number) => ({
    ...{ text, padding: 4 },
    align: { x: right(column) ? ('right' as const) : ('left' as const), y: 'center' as const },
  });
  const headed = (text: string, column: number) => ({ ...cell(text, column), backgroundColor: '#eeeeee' });
  pdf.font('regular').fontSize(9);
  pdf.table({
    columnStyles: (widths ?? Array.from({ length: columns }, () => 1 / columns)).map((share) => share * wide),
    defaultStyle: { border: 0.5, borderColor: '#888888' },
    data: [...(titles ? [titles.map(headed)] : []), ...rows.map((row) => row.map(cell))],
  });
  pdf.x = margins.left;
  pdf.moveDown(0.6);
}

function signatures(pdf: Pdf, names: string[]): void {
  keepTogether(pdf, 40 * names.length);
  pdf.moveDown(1).font('regular').fontSize(10);
  for (const name of names) pdf.text(`${name}：________________________    日期：____________`).moveDown(1.2);
}

function keepTogether(pdf: Pdf, height: number): void {
  if (pdf.y + height > pdf.page.height - margins.bottom) pdf.addPage();
}

/** What stands on every page can be written once it is known how many there are. */
function everyPage(pdf: Pdf, { title, number, trace, foot, watermark }: Paper): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let at = 0; at < count; at++) {
    pdf.switchToPage(start + at);
    // Below the bottom margin pdfkit would begin another page.
    pdf.page.margins.bottom = 0;
    const words = [`${title} ${number}`, `追踪号 ${trace || '—'}`, ...(foot ? [foot] : []), `${at + 1} / ${count}`];
    pdf.font('regular').fontSize(8).fillColor('#555555');
    pdf.text(words.join('    '), margins.left, pdf.page.height - 40, { align: 'center', lineBreak: false });
    if (watermark) mark(pdf, watermark);
    pdf.fillColor('black');
  }
}

function mark(pdf: Pdf, watermark: string): void {
  pdf.save().rotate(-35, { origin: [pdf.page.width / 2, pdf.page.height / 2] });
  pdf.fontSize(22).fillColor('#999999', 0.18);
  for (const y of [200, 420, 640]) pdf.text(watermark, 0, y, { align: 'center', width: pdf.page.width });
  pdf.restore().fillOpacity(1);
}
