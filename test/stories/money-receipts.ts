import type { Sale } from './home.ts';
import { type MoneyContract, MoneyDesk } from './money-desk.ts';
import { isPdf, type Stage } from './stage.ts';

/** Receipts written, printed, voided and reversed; the cashier's day as it is closed (FIN-2, FIN-4, FIN-8). */
export async function receipts(stage: Stage, sale: Sale): Promise<void> {
  const desk = new MoneyDesk(stage, sale, 9);
  const deal = await desk.signed('3-501');
  const wrong = await told(stage, desk, deal);
  await voided(stage, desk, deal, wrong);
  await reversed(stage, desk, deal);
  await dayClosed(stage, desk, deal);
}

const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const rowOf = (sheet: any, id: string) => sheet.receipts.find((row: { receiptId: string }) => row.receiptId === id);

/** So much to each, as the cashier is told. */
async function told(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<string> {
  const { receivables } = await desk.account(deal, '应收未付 what is owed', (sheet) => sheet.price);
  const { receivableId } = receivables.find((one: any) => one.kind === 'price' && one.state === 'open');
  const path = `POST ${deal.at}/receipts`;
  const body = (amount: string) => ({
    ...{ payer: '林晓', amount: '3000.00', method: 'cash', allocations: [{ receivableId, amount }] },
  });
  await stage.does('qian', '分配多于收款 more told than paid', path, {
    ...{ body: body('3000.01'), status: 400, code: 'FIN-2.more-than-paid' },
  });
  await stage.does('qian', '现金收款不填支票号 no cheque number of cash', path, {
    ...{ body: { ...body('1.00'), chequeNumber: '30881' }, status: 400, code: 'FIN-2.no-cheque' },
  });
  const made = await stage.does('qian', '按指定款项收款 as told', path, {
    body: body('2500.00'),
    holds: ({ allocations, credit }) => allocations[0].amount === '2500.00' && credit === '500.00',
  });
  await stage.does('zhao', '打印收据 its paper', `GET /v1/receipts/${made.receiptId}/pdf`, { holds: isPdf });
  await stage.does('zhou', '同事不得打印 not by a colleague', `GET /v1/receipts/${made.receiptId}/pdf`, {
    ...{ status: 403, code: 'ALL-5.out-of-scope' },
  });
  return made.receiptId;
}

/** On its day, by whoever wrote it; the number stays used. */
async function voided(stage: Stage, desk: MoneyDesk, deal: MoneyContract, wrong: string): Promise<void> {
  const path = `POST /v1/receipts/${wrong}/void`;
  const body = { reason: '金额录错' };
  await stage.does('wu', '非本人不得作废 not by another', path, { body, status: 403, code: 'ALL-5.no-right' });
  await stage.does('qian', '当日作废 voided on its day', path, { body });
  await stage.does('qian', '不得再次作废 not twice', path, { body, status: 409, code: 'FIN-4.voided' });
  await stage.does('wu', '已作废不得红冲 nor reversed', `POST /v1/receipts/${wrong}/reversal`, {
    ...{ body, status: 409, code: 'FIN-4.voided' },
  });
  await desk.account(deal, '作废款项不计 it counts for nothing', (sheet) => {
    return sheet.received === '20000.00' && rowOf(sheet, wrong).voided;
  });
  await stage.does('zhao', '收据标明作废 its paper says so', `GET /v1/receipts/${wrong}/pdf`, { holds: isPdf });
}

/** By a red letter, of another person than who wrote it; once. */
async function reversed(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<void> {
  const { receiptId } = await desk.pays(deal, '4000.00', { method: 'cheque', chequeNumber: '30882' });
  const path = `POST /v1/receipts/${receiptId}/reversal`;
  const body = { reason: '支票退票' };
  await stage.does('qian', '收款员不得红冲 not by the cashier', path, { body, status: 403, code: 'ALL-5.no-right' });
  const red = await stage.does('wu', '红冲 a red letter', path, { body, holds: ({ amount }) => amount === '-4000.00' });
  await stage.does('wu', '不得再次红冲 not twice', path, { body, status: 409, code: 'FIN-4.reversed' });
  await stage.does('qian', '已红冲不得作废 nor voided', `POST /v1/receipts/${receiptId}/void`, {
    ...{ body, status: 409, code: 'FIN-4.reversed' },
  });
  await stage.does('wu', '红字不得红冲 no red letter is reversed', `POST /v1/receipts/${red.receiptId}/reversal`, {
    ...{ body, status: 409, code: 'FIN-4.red-letter' },
  });
  await stage.does('wu', '打印红字收据 its paper', `GET /v1/receipts/${red.receiptId}/pdf`, { holds: isPdf });
  await desk.account(deal, '红冲后余额 what remains', (sheet) => {
    return sheet.received === '20000.00' && rowOf(sheet, red.receiptId).reverses === receiptId;
  });
}

/** Totals as they run, the cash as counted, and nothing more on the day afterwards. */
async function dayClosed(stage: Stage, desk: MoneyDesk, deal: MoneyContract): Promise<void> {
  const { receiptId } = await desk.pays(deal, '1000.00', { method: 'cash' });
  const at = `/v1/projects/${desk.sale.projectId}`;
  await stage.does('qian', '当日合计 the day so far', `GET ${at}/day-totals`, {
    holds: ({ closed, bookedCash, lines }) => !closed && bookedCash === '1000.00' && netOf(lines) === sums,
  });
  const path = `POST ${at}/day-closes`;
  const short = { countedCash: '990.00' };
  await stage.does('wu', '会计不日结 not by an accountant', path, { body: short, status: 403, code: 'ALL-5.no-right' });
  await stage.does('qian', '长短款须说明 a difference needs its reason', path, {
    ...{ body: short, status: 409, code: 'FIN-8.cash-unexplained' },
  });
  await stage.does('qian', '日结 the day is closed', path, {
    body: { ...short, reason: '找零差错' },
    holds: ({ day, difference }) => day === today && difference === '-10.00',
  });
  await stage.does('qian', '不得重复日结 not twice', path, { body: short, status: 409, code: 'FIN-8.day-closed' });
  await stage.does('qian', '日结后不收款 no receipt afterwards', `POST ${deal.at}/receipts`, {
    ...{ body: { payer: '林晓', amount: '1.00', method: 'cash' }, status: 409, code: 'FIN-8.day-closed' },
  });
  await stage.does('qian', '日结后不作废 no void afterwards', `POST /v1/receipts/${receiptId}/void`, {
    ...{ body: { reason: '金额录错' }, status: 409, code: 'FIN-8.day-closed' },
  });
  await stage.does('wang', '日结清单 the closes of the project', `GET ${at}/day-closes`, {
    holds: ({ items }) => items.length === 1 && items[0].reason === '找零差错',
  });
}

/** Cash 3,000.00 was voided, the cheque taken back; the deposit came by transfer. */
const sums = 'cash 1000.00, transfer 20000.00, cheque 0.00';
const netOf = (lines: { method: string; net: string }[]) =>
  lines.map(({ method, net }) => `${method} ${net}`).join(', ');
