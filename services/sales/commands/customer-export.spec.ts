import {
  CustomerExportById,
  CustomerExports,
  DecideCustomerExport,
  DownloadCustomerExport,
  RequestCustomerExport,
} from '#contracts/sales-customers.js';
import { cast } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import { inflateRawSync } from 'node:zlib';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => {
  sales = await SalesInTest.begin();
  const who = { name: '林晓', phone: '13800001234', idNumber: '440106199001011234' };
  await sales.customer(cast.zhao, who);
  await sales.customer(cast.zhou, { name: '何方', phone: '13900005678' });
});
afterAll(() => sales.service.close());

const request = (more: object = {}, by = cast.sun) => {
  const asked = { projectId: project, plain: false, reason: '月度分析', ...more };
  return sales.service.ask(RequestCustomerExport, asked, [by, 'export.request']);
};
const decide = (exportId: string, decision = 'approve', more: object = {}, by = cast.li) =>
  sales.service.ask(DecideCustomerExport, { exportId, decision, ...more }, [by, 'export.approve']);
const download = (exportId: string, by = cast.sun, key?: string) =>
  sales.service.ask(DownloadCustomerExport, { exportId }, [by, 'export.request'], key);
const sheet = (exportId: string) => sales.service.ask(CustomerExportById, { exportId }, [cast.you, 'export.request']);
async function approved(more: object = {}): Promise<string> {
  const { exportId } = await request(more);
  await decide(exportId);
  return exportId;
}

describe('ALL-9 an export of customers', () => {
  it('ALL-9 is taken once approved, masked, marked with who took it, and each time is logged', async () => {
    const { exportId, number } = await request();
    await expect(download(exportId)).rejects.toMatchObject({ code: 'ALL-9.export-not-approved' });
    expect(await decide(exportId)).toMatchObject({ number, state: 'approved', plain: false });
    const { name, file } = await download(exportId);
    await download(exportId);
    expect([number, name]).toEqual(['DC-YH-00001', '客户-DC-YH-00001.xlsx']);
    const rows = await readSheet(Buffer.from(file, 'base64'));
    expect(rows[0]![0]).toMatch(/^DC-YH-00001 · 孙 · .* · 脱敏$/);
    expect(rows.slice(1, 4).map((row) => row.slice(0, 4))).toEqual([
      ['客户', '电话', '证件号码', '顾问'],
      ['林*', '138****1234', '440*************34', '赵'],
      ['何*', '139****5678', null, '周'],
    ]);
    expect((await sheet(exportId)).downloads).toMatchObject([
      { by: '孙', rows: 2 },
      { by: '孙', rows: 2 },
    ]);
  });

  it('ALL-9 has the watermark above each printed page too', async () => {
    const { file } = await download(await approved());
    expect(partOf(Buffer.from(file, 'base64'), 'xl/worksheets/sheet1.xml')).toMatch(
      /<headerFooter><oddHeader>&amp;CDC-YH-\d{5} · 孙 · .*<\/oddHeader><\/headerFooter>/,
    );
  });

  it('ALL-9 is plain when that was asked for, of one consultant when that was, and in no stored reply', async () => {
    const exportId = await approved({ plain: true, ownerId: cast.zhao.id });
    const { file } = await download(exportId, cast.sun, 'plain');
    expect((await download(exportId, cast.sun, 'plain')).file.slice(0, 100)).toBe(file.slice(0, 100));
    const rows = await readSheet(Buffer.from(file, 'base64'));
    expect(rows[0]![0]).toMatch(/明文$/);
    expect(rows.slice(2, 4).map((row) => row.slice(0, 3))).toEqual([
      ['林晓', '13800001234', '440106199001011234'],
      [null, null, null],
    ]);
    expect((await sheet(exportId)).downloads).toHaveLength(1);
    const kept = await sales.service.rows<{ reply: object }>(`select reply from command_log where key = 'plain'`);
    expect(Object.keys(kept[0]!.reply)).toEqual(['downloadId']);
  });

  it('ALL-4 ALL-9 is approved by another, once, and a refusal says why', async () => {
    const own = await request({}, cast.li);
    await expect(decide(own.exportId)).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    const { exportId } = await request();
    await expect(decide(exportId, 'refuse')).rejects.toMatchObject({ code: 'ALL-9.reason-missing' });
    await decide(exportId, 'refuse', { reason: '无必要' });
    await expect(decide(exportId)).rejects.toMatchObject({ code: 'ALL-9.export-decided' });
    await expect(download(exportId)).rejects.toMatchObject({ code: 'ALL-9.export-not-approved' });
    const { items } = await sales.service.ask(CustomerExports, { projectId: project, state: 'refused' }, [
      ...([cast.sun, 'export.request'] as const),
    ]);
    expect(items).toMatchObject([{ exportId, by: '孙', decidedBy: '李', decision: '无必要' }]);
  });

  it('ALL-9 is taken by who asked for it alone, whatever the code does', async () => {
    const exportId = await approved();
    await expect(download(exportId, cast.li)).rejects.toMatchObject({ code: 'ALL-9.export-not-yours' });
    await expect(download(exportId, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const taken = (id: string, by: string) =>
      sales.service.rows(
        `insert into customer_export_download values (gen_random_uuid(), ?, 1, ?, '某', now()) returning id`,
        [id, by],
      );
    await expect(taken(exportId, cast.li.id)).rejects.toThrow('an export is taken once approved');
    const { exportId: waiting } = await request();
    await expect(taken(waiting, cast.sun.id)).rejects.toThrow('an export is taken once approved');
    const widened = sales.service.rows('update customer_export set plain = true where id = ?', [exportId]);
    await expect(widened).rejects.toThrow('what was asked for and decided stands');
  });
});

/** A file of the workbook, which is a zip archive. */
function partOf(archive: Buffer, name: string): string {
  const at = archive.indexOf(Buffer.from(name), archive.indexOf(Buffer.from('PK\u0001\u0002')));
  const entry = at - 46;
  const [size, local] = [archive.readUInt32LE(entry + 20), archive.readUInt32LE(entry + 42)];
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  return inflateRawSync(archive.subarray(from, from + size)).toString();
}
