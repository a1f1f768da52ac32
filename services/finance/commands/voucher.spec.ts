import { ExportVouchers } from '#contracts/finance-ledger.js';
import { dayOf } from '#kernel/time.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { readSheet } from 'read-excel-file/node';
import { FinanceInTest } from './in-test.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  await finance.paidUp('4-101');
  await finance.cancelled('4-102', '7.00');
});
afterAll(() => finance.close());

const today = dayOf(new Date());
const vouchers = (more: object = {}, as = cast.zheng) => {
  const asked = { projectId: idOf('project'), from: '2026-01-01', on: today, ...more };
  return finance.service.ask(ExportVouchers, asked, [as, 'export.request']);
};
const csv = async (more: object = {}) => {
  const { file } = await vouchers({ format: 'csv', ...more });
  return parse(Buffer.from(file as string, 'base64'), { bom: true, relax_column_count: true }) as string[][];
};

describe('FIN-3 vouchers as a file', () => {
  it('FIN-3 each voucher is balanced, in the order of its number, and as the ledger has it', async () => {
    const [head, ...rows] = await csv();
    expect(head!.slice(0, 7)).toEqual(['日期', '凭证字号', '摘要', '科目编码', '科目名称', '借方金额', '贷方金额']);
    const lines = rows.slice(0, -1);
    const fen = (text: string) => Number(text.replace('.', ''));
    const sums = new Map<string, number>();
    for (const row of lines) sums.set(row[1]!, (sums.get(row[1]!) ?? 0) + fen(row[5]!) - fen(row[6]!));
    expect([...sums.keys()]).toEqual([...sums.keys()].toSorted());
    expect([...sums.values()].every((left) => left === 0)).toBe(true);
    const [{ posted }] = (await finance.service.rows('select count(*)::int as posted from journal_line')) as any;
    expect(lines).toHaveLength(posted);
    expect(lines[0]!.slice(0, 8)).toEqual([
      ...[today, `记-${today.slice(0, 7)}-0001`, '收款 4-101 YH-000001', '1001', '库存现金', '20000.00', '', '4-101'],
    ]);
  });

  it('FIN-3 the workbook has the same lines, amounts as numbers', async () => {
    const { name, file } = await vouchers();
    expect(name).toContain(`凭证 2026-01-01 ${today}.xlsx`);
    const rows = await readSheet(Buffer.from(file as string, 'base64'));
    expect(rows[2]!.slice(1, 6)).toEqual([
      expect.stringMatching(/^记-/),
      expect.anything(),
      '1001',
      '库存现金',
      20_000,
    ]);
  });

  it('ALL-9 who took them is kept, and said in the file', async () => {
    const rows = await csv();
    const [last] = await finance.service.rows<{ id: string; rows: number; filter: string; by_name: string }>(
      `select * from list_export where list = 'vouchers' order by at desc limit 1`,
    );
    expect(last).toMatchObject({ filter: `2026-01-01..${today}`, rows: rows.length - 2, by_name: cast.zheng.name });
    expect(rows.at(-1)![0]).toContain(last!.id);
  });

  it('FIN-3 a period without entries is a file without lines; one that ends before it begins is none', async () => {
    expect(await csv({ on: '2026-01-31' })).toHaveLength(2);
    await expect(vouchers({ from: '2026-02-01', on: '2026-01-31' })).rejects.toMatchObject({
      fields: [{ field: 'from' }],
    });
    const stranger = { ...cast.zheng, assignments: [{ role: 'accounting_supervisor' as const, projects: [] }] };
    await expect(vouchers({}, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('FIN-3 a period with more lines than a file has is refused, and says how many', async () => {
    const owner = new pg.Client({ connectionString: finance.service.ownerUrl });
    await owner.connect();
    await owner.query('set session_replication_role = replica');
    await owner.query(`insert into ledger_day values ($1, '2203', '2025-01-01', 1, 1, 20001)`, [idOf('project')]);
    await owner.end();
    await expect(vouchers({ from: '2025-01-01' })).rejects.toMatchObject({
      ...{ code: 'FIN-3.too-many-vouchers', facts: { linesMax: 20_000 } },
    });
  });
});
