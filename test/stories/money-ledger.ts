import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import type { Sale } from './home.ts';
import { MoneyDesk, type MoneyContract } from './money-desk.ts';
import type { Stage } from './stage.ts';

/** The books: what each step posts, the trial balance, an account's ledger, vouchers as files (FIN-3). */
export async function ledger(stage: Stage, sale: Sale): Promise<void> {
  const books = `/v1/projects/${sale.projectId}`;
  await empty(stage, books);
  const desk = new MoneyDesk(stage, sale, 2);
  const deal = await desk.signed('3-501');
  await received(stage, desk, deal, books);
  await refunded(stage, desk, deal, books);
  await looked(stage, books);
  await exported(stage, books);
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** What is left on an account, `1002 20000.00`; below zero on the other side. */
const left = (code: string, side: 'debit' | 'credit', amount: string) => (body: any) => {
  const row = body.items.find(({ shown }: { shown: { code: string } }) => shown.code === code);
  return body.difference === '0.00' && row?.closing[side] === amount;
};

async function empty(stage: Stage, books: string): Promise<void> {
  await stage.does('zheng', '会计科目表 the chart: 合同负债, as this project chose', `GET ${books}/chart-of-accounts`, {
    holds: ({ items }) => {
      const codes = items.map(({ code }: { code: string }) => code);
      return codes.includes('2205') && !codes.includes('2203') && codes.includes('224101');
    },
  });
  await stage.does('zheng', '期初无余额 nothing is posted yet', `GET ${books}/trial-balance`, {
    holds: ({ items, difference }) => items.length === 0 && difference === '0.00',
  });
  await stage.does('zhao', '置业顾问不得查账 no consultant reads the books', `GET ${books}/trial-balance`, {
    ...{ status: 403, code: 'ALL-5.no-right' },
  });
}

/** Deposit and signing stand in the books; then money by card and in cash, more than is owed. */
async function received(stage: Stage, desk: MoneyDesk, deal: MoneyContract, books: string): Promise<void> {
  const at = `GET ${books}/trial-balance`;
  await stage.does('zheng', '定金签约后转为房款 the deposit became price', at, {
    holds: left('2205', 'credit', '20000.00'),
  });
  const { outstanding } = await desk.account(deal, '尚欠 owed', (sheet) => sheet.outstanding);
  await desk.pays(deal, outstanding, { method: 'cash' });
  await desk.pays(deal, '500.00', { method: 'card' });
  await stage.does('zheng', '多收款为客户暂存 too much is held', at, { holds: left('224102', 'credit', '500.00') });
  await stage.does('zheng', '银行存款 at the bank', at, { holds: left('1002', 'debit', '20500.00') });
  await stage.does('zheng', '库存现金 in cash', at, { holds: left('1001', 'debit', outstanding) });
  const opening = ({ items, total }: any) =>
    items.length > 0 && total.debit === '0.00' && total.opening.debit !== '0.00';
  const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
  await stage.does(
    'zheng',
    '明日期初即今日期末 tomorrow opens as today closes',
    `${at}?from=${tomorrow}&on=${tomorrow}`,
    {
      holds: opening,
    },
  );
  await stage.does('zheng', '期间须先后 no period ends before it begins', `${at}?from=${tomorrow}&on=${today()}`, {
    ...{ status: 400, code: 'ALL.invalid', holds: ({ fields }) => fields[0].field === 'from' },
  });
}

/** What was too much goes back, and leaves the bank. */
async function refunded(stage: Stage, desk: MoneyDesk, deal: MoneyContract, books: string): Promise<void> {
  const body = { amount: '500.00', reason: '多收退还' };
  const { refundId } = await stage.does('sun', '退款申请 refund asked', `POST ${deal.at}/refunds`, { body });
  await stage.does('zheng', '申请不入账 asking posts nothing', `GET ${books}/trial-balance`, {
    holds: left('1002', 'debit', '20500.00'),
  });
  const at = `POST /v1/refunds/${refundId}`;
  await stage.does('wang', '退款审批 approved', `${at}/approval`, { body: { decision: 'approve' } });
  await stage.does('wu', '退款支付 paid', `${at}/payment`);
  await stage.does('zheng', '银行存款减少 it left the bank', `GET ${books}/trial-balance`, {
    holds: left('1002', 'debit', '20000.00'),
  });
}

/** One account line by line, and an entry as its voucher. */
async function looked(stage: Stage, books: string): Promise<void> {
  const bank = `GET ${books}/ledger/1002`;
  const { items } = await stage.does('zheng', '银行存款明细账 the bank’s ledger', bank, {
    holds: ({ items: rows, closing }) =>
      closing === '20000.00' && rows.map(({ balance }: any) => balance).join() === '20000.00,20500.00,20000.00',
  });
  await stage.does('zheng', '分页接续余额 page by page', `${bank}?limit=1`, { holds: ({ next }) => Boolean(next) });
  await stage.does('zheng', '没有的科目 no such account', `GET ${books}/ledger/1003`, {
    ...{ status: 404, code: 'FIN-3.no-account' },
  });
  await stage.does('zheng', '记账凭证 its voucher', `GET /v1/journal-entries/${items[2].entryId}`, {
    holds: ({ voucher, document, lines }) =>
      /^记-\d{4}-\d\d-\d{4}$/.test(voucher) && document.kind === 'refund' && lines.length === 2,
  });
}

/** The vouchers as csv and as a workbook: opened, and summed. */
async function exported(stage: Stage, books: string): Promise<void> {
  const path = `POST ${books}/vouchers/file`;
  const body = { from: today(), on: today() };
  await stage.does('qian', '收款员不得导出 a cashier exports nothing', path, {
    body,
    status: 403,
    code: 'ALL-5.no-right',
  });
  const csv: Buffer = await stage.does('zheng', '导出凭证 csv', path, { body: { ...body, format: 'csv' } });
  const rows = (parse(csv, { bom: true, relax_column_count: true }) as string[][]).slice(1, -1);
  const fen = (text: string) => BigInt(text.replace('.', '') || '0');
  const off = rows.reduce((sum, row) => sum + fen(row[5]!) - fen(row[6]!), 0n);
  const vouchers = new Set(rows.map((row) => row[1]));
  if (off !== 0n || vouchers.size < 5) throw new Error(`${vouchers.size} vouchers, debits less credits ${off} fen`);
  const xlsx: Buffer = await stage.does('zheng', '导出凭证 xlsx', path, { body });
  const sheet = await readSheet(xlsx);
  const lines = sheet.filter((row) => String(row[1]).startsWith('记-'));
  if (lines.length !== rows.length) throw new Error(`${lines.length} lines in the workbook, ${rows.length} in the csv`);
}
