import writeExcelFile from 'write-excel-file/node';

/** What the workbook is of. `badRows` adds five rows after the good ones, each wrong in its own way. */
export interface WorkbookOf {
  building: string;
  floors: number;
  perFloor: number;
  badRows?: boolean;
}

/** A building's units as the spreadsheet that sales fills in: one sheet, Chinese headings, a row a unit (INV-1). */
export async function workbook(of: WorkbookOf): Promise<Buffer> {
  const rows = [...unitsOf(of), ...(of.badRows ? badRows(of) : [])];
  return sheetOf([headings, ...rows], `${of.building}栋`);
}

/** Any rows as a workbook; an amount or an area is a number cell, as where somebody types it. */
export async function sheetOf(rows: string[][], sheet = '房源'): Promise<Buffer> {
  const cells = rows.map((row, index) => row.map((text, column) => cellOf(text, index > 0 && numeric.has(column))));
  return writeExcelFile(cells, { sheet }).toBuffer();
}

export const headings = [
  ...['房号', '楼层', '户型', '朝向', '用途', '建筑面积', '套内面积', '公摊面积', '计价方式', '单价', '总价', '底价'],
];

/** Floor, areas and prices. */
const numeric = new Set([1, 5, 6, 7, 9, 10, 11]);

/** A text of at most 15 digits is the same text again after a double: nothing is lost in the number cell. */
function cellOf(text: string, number: boolean) {
  if (text === '') return null;
  return number && /^-?\d+(\.\d+)?$/.test(text) ? { type: Number, value: Number(text) } : { type: String, value: text };
}

/** A building's good rows, without the heading. */
export function unitsOf({ floors, perFloor }: Pick<WorkbookOf, 'floors' | 'perFloor'>): string[][] {
  return Array.from({ length: floors * perFloor }, (_, index) => {
    const [floor, place] = [Math.floor(index / perFloor) + 1, (index % perFloor) + 1];
    return rowOf(floor, place, `${floor}${String(place).padStart(2, '0')}`);
  });
}

interface Layout {
  layout: string;
  orientation: string;
  /** In 0.01 m². */
  area: bigint;
  inner: bigint;
}

const layouts: Layout[] = [
  { layout: '三室两厅', orientation: '南北', area: 8950n, inner: 7160n },
  { layout: '三室两厅', orientation: '南', area: 10025n, inner: 8033n },
  { layout: '四室两厅', orientation: '南北', area: 12080n, inner: 9711n },
  { layout: '两室两厅', orientation: '东南', area: 7733n, inner: 6208n },
];

/** 21,000.35 yuan a m² on the first floor and 50 more on each above; the floor price is 8% lower. */
function rowOf(floor: number, place: number, room: string): string[] {
  const { layout, orientation, area, inner } = layouts[(place - 1) % layouts.length]!;
  const price = 2_100_035n + BigInt(floor - 1) * 5_000n;
  const total = (price * area + 50n) / 100n;
  const areas = [area, inner, area - inner].map(decimal);
  const prices = [price, total, (total * 92n) / 100n].map(decimal);
  return [room, String(floor), layout, orientation, '住宅', ...areas, '建筑面积', ...prices];
}

/** A cell left empty, an area in words, a shared area and a total that do not fit, a room that is there already. */
function badRows({ floors }: WorkbookOf): string[][] {
  const floor = floors + 1;
  const row = (place: number) => rowOf(floor, place, `${floor}${String(place).padStart(2, '0')}`);
  return [
    row(1).with(2, ''),
    row(2).with(5, '一百平'),
    row(3).with(7, '20.00'),
    row(4).with(10, '1888888.00'),
    row(5).with(0, '101').with(1, '1'),
  ];
}

function decimal(hundredths: bigint): string {
  const text = hundredths.toString().padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
