import writeExcelFile from 'write-excel-file/node';

/** A sheet as data: texts, and numbers as the decimal texts that are to stand in number cells. */
export interface SheetPaper {
  name: string;
  head: string[];
  /** Which columns hold numbers; a text that is no number stays a text. */
  numeric?: Set<number>;
  rows: (string | number | null)[][];
  /** Above the head: who took it, when, under which number (ALL-9). */
  watermark?: string;
}

export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The sheet as an xlsx workbook. A text of at most 15 digits is the same text again after a double. */
export async function workbookOf({ name, head, rows, numeric = new Set(), watermark }: SheetPaper): Promise<Buffer> {
  const mark = watermark ? [[{ value: watermark, type: String, textColor: '#888888' as const }]] : [];
  const headed = head.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const body = rows.map((row) => row.map((value, column) => cellOf(value, numeric.has(column))));
  const foot = watermark ? [[null], ...mark] : [];
  const widths = head.map((title, column) => ({
    width: widthOf([title, ...rows.slice(0, 50).map((row) => row[column])]),
  }));
  const options = { sheet: name.slice(0, 31), columns: widths, stickyRowsCount: mark.length + 1 };
  const features = watermark ? [printedAbove(watermark)] : [];
  return writeExcelFile([...mark, headed, ...body, ...foot], options, { features }).toBuffer();
}

/** On each page that is printed; `&` would begin a code of the header. */
function printedAbove(watermark: string) {
  const text = watermark.replaceAll('&', '&&').replace(/[&<>]/g, (one) => `&#${one.codePointAt(0)};`);
  const insert = () => `<headerFooter><oddHeader>&amp;C${text}</oddHeader></headerFooter>`;
  return { files: { transform: { 'xl/worksheets/sheet{id}.xml': { insert } } } };
}

function cellOf(value: string | number | null | undefined, number: boolean) {
  if (value === null || value === undefined || value === '') return null;
  const text = String(value);
  if (number && /^-?\d{1,13}(\.\d{1,2})?$/.test(text)) return { type: Number, value: Number(text) };
  return { type: String, value: text };
}

/** Chinese characters are twice as wide. */
function widthOf(cells: unknown[]): number {
  const widths = cells.map((cell) => [...String(cell ?? '')].reduce((sum, one) => sum + (one > '\u2e80' ? 2 : 1), 2));
  return Math.min(60, Math.max(8, ...widths));
}
