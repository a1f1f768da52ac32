/** Rows of text as csv: UTF-8 with BOM, so that every spreadsheet opens it, commas, CRLF. */
export function csvOf(rows: string[][]): Buffer {
  const lines = rows.map((row) => row.map(quoted).join(','));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** In quotes where it has to be; a text that a spreadsheet would take for a formula has an apostrophe before it. */
function quoted(text: string): string {
  const safe = /^[=+@\t]|^-(?!\d)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
