import { refuse } from '#kernel/refusal.js';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { typedNumber } from './cell.js';

/** How much of a table is read: bytes once unpacked, and rows as they are named where it is more. */
export interface TableLimits {
  unpackedMax: number;
  rowsMax: number;
  /** How much of a cell is read; 60 characters unless said. */
  cellMax?: number;
}

/**
 * The first sheet of an xlsx file as rows of text: numbers exactly as they were typed, empty cells ''.
 * Refuses with INV-1.not-a-workbook what is no xlsx, with INV-1.too-large what would unpack to more than the limits.
 */
export async function sheetCells(bytes: Buffer, limits: TableLimits): Promise<string[][]> {
  if (!isZip(bytes)) refuse('INV-1.not-a-workbook', {});
  refuseIfHuge(bytes, limits);
  const rows = await readSheet<string>(bytes, { parseNumber: typedNumber }).catch((error: unknown) =>
    refuse('INV-1.not-a-workbook', { problem: String((error as Error).message).slice(0, 200) }),
  );
  if (rows.length - 1 > limits.rowsMax) refuse('INV-1.too-large', { rowsMax: limits.rowsMax });
  return rows.map((row) => row.map((cell) => textOf(cell, limits.cellMax)));
}

/**
 * The same of whatever a desk hands in: an xlsx workbook, or csv with commas in UTF-8 (with BOM or without) or GB18030,
 * as spreadsheets in China write it; csv may come packed with gzip. Refuses with INV-1.not-a-table what is none of it.
 */
export async function tableCells(bytes: Buffer, limits: TableLimits): Promise<string[][]> {
  return isZip(bytes) ? sheetCells(bytes, limits) : csvCells(bytes, limits);
}

function csvCells(bytes: Buffer, { unpackedMax, rowsMax, cellMax }: TableLimits): string[][] {
  const text = textIn(isGzip(bytes) ? unpacked(bytes, { unpackedMax, rowsMax }) : bytes);
  try {
    const rows: string[][] = parse(text, { relax_column_count: true, skip_empty_lines: false, to: rowsMax + 2 });
    if (rows.length - 1 > rowsMax) refuse('INV-1.too-large', { rowsMax });
    return rows.map((row) => row.map((cell) => textOf(cell.replace(/^'(?=[=+@\t-])/, ''), cellMax)));
  } catch (error) {
    if (!(error instanceof Error) || !('lines' in error)) throw error;
    return refuse('INV-1.not-a-table', { problem: error.message.slice(0, 200) });
  }
}

/** UTF-8 where the bytes are that, or else GB18030; what is neither, or no text, is refused. */
function textIn(bytes: Buffer): string {
  const text = decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030') ?? '\0';
  // Not text at all: a program, a picture, an old binary workbook.
  if (text.includes('\0')) refuse('INV-1.not-a-table', { problem: 'neither UTF-8 nor GB18030 text' });
  return text;
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Longer than any cell that is right, so that what is wrong can be quoted whatever somebody pasted into it. */
const usualCellMax = 60;

function textOf(cell: unknown, cellMax = usualCellMax): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  return String(cell).trim().slice(0, cellMax);
}

const entryBegins = Buffer.from('PK\x03\x04', 'latin1');

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(entryBegins);
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unpacked(bytes: Buffer, { unpackedMax, rowsMax }: TableLimits): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: unpackedMax });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') refuse('INV-1.too-large', { rowsMax });
    return refuse('INV-1.not-a-table', { problem: String((error as Error).message).slice(0, 200) });
  }
}

/** An xlsx is a zip, and a small zip can unpack to gigabytes: every entry is unpacked once with a limit. */
function refuseIfHuge(bytes: Buffer, { unpackedMax, rowsMax }: TableLimits): void {
  let left = unpackedMax;
  for (let at = bytes.indexOf(entryBegins); at >= 0; at = bytes.indexOf(entryBegins, at + 4)) {
    if (at + 30 > bytes.length) return;
    const claimed = bytes.readUInt32LE(at + 22);
    const content = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    left -= Math.max(claimed, unpackedSize(bytes.subarray(content), left));
    if (left < 0) refuse('INV-1.too-large', { rowsMax });
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
