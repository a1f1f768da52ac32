import { refuse } from '#kernel/refusal.js';
import { readSheet } from 'read-excel-file/node';
import { inflateRawSync } from 'node:zlib';
import { typedNumber } from '../rules/cell.js';

/**
 * The first sheet of an xlsx file (base64) as rows of text: numbers exactly as they were typed, empty cells ''.
 * Refuses with INV-1.not-a-workbook what is no xlsx, with INV-1.too-large what would unpack to more than is sane.
 */
export async function cellsOf(file: string): Promise<string[][]> {
  const bytes = Buffer.from(file, 'base64');
  if (!bytes.subarray(0, 4).equals(entryBegins)) refuse('INV-1.not-a-workbook', {});
  refuseIfHuge(bytes);
  const rows = await readSheet<string>(bytes, { parseNumber: typedNumber }).catch((error: unknown) =>
    refuse('INV-1.not-a-workbook', { problem: String((error as Error).message).slice(0, 200) }),
  );
  return rows.map((row) => row.map(textOf));
}

/** Longer than any cell that is right, so that what is wrong can be quoted whatever somebody pasted into it. */
const cellMax = 60;

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  return String(cell).trim().slice(0, cellMax);
}

const entryBegins = Buffer.from('PK\x03\x04', 'latin1');
const unpackedMax = 16 * 1024 * 1024;

/** An xlsx is a zip, and a small zip can unpack to gigabytes: every entry is unpacked once with a limit. */
function refuseIfHuge(bytes: Buffer): void {
  let left = unpackedMax;
  for (let at = bytes.indexOf(entryBegins); at >= 0; at = bytes.indexOf(entryBegins, at + 4)) {
    if (at + 30 > bytes.length) return;
    const claimed = bytes.readUInt32LE(at + 22);
    const data = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    left -= Math.max(claimed, unpackedSize(bytes.subarray(data), left));
    if (left < 0) refuse('INV-1.too-large', { rowsMax: 5_000 });
  }
}

function unpackedSize(bytes: Buffer, limit: number): number {
  try {
    return inflateRawSync(bytes, { maxOutputLength: Math.max(limit, 1) }).length;
  } catch (error) {
    // Not deflated, or no entry at all: reading the file will tell.
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? Infinity : 0;
  }
}
