import writeExcelFile from 'write-excel-file/node';

/** A table as a file: its bytes and its media type. */
export interface TableFile {
  bytes: Buffer;
  type: string;
}

/** Rows of text with a heading as an xlsx workbook; in the columns named here what is a number is a number cell. */
export async function workbookOf(rows: string[][], numeric: Set<number>, sheet: string): Promise<TableFile> {
  const cells = rows.map((row, index) => row.map((text, column) => cellOf(text, index > 0 && numeric.has(column))));
  const bytes = await writeExcelFile(cells, { sheet, stickyRowsCount: 1 }).toBuffer();
  return { bytes, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
}

/** The same as csv: UTF-8 with BOM, so that every spreadsheet opens it, commas, CRLF. */
export function csvOf(rows: string[][]): TableFile {
  const lines = rows.map((row) => row.map(quoted).join(','));
  return { bytes: Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`), type: 'text/csv; charset=utf-8' };
}

/** A text of at most 15 digits is the same text again after a double: nothing is lost in the number cell (ALL-1). */
function cellOf(text: string, number: boolean) {
  if (text === '') return null;
  const fits = number && /^-?\d{1,13}(\.\d{1,2})?$/.test(text);
  return fits ? { type: Number, value: Number(text) } : { type: String, value: text };
}

/** In quotes where it has to be; a text that a spreadsheet would take for a formula has an apostrophe before it. */
function quoted(text: string): string {
  const safe = /^[=+@\t]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
