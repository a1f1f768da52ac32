import type { Stack } from '../../deploy/local/stack.ts';
import { accountPages, arrearsPages, timed, trialBalances } from './ledger-pages.ts';
import { receiptsPerDeal } from './ledger-seed.ts';
import { type Bench, opened, type Tell } from './ledger-stand.ts';

interface LedgerFigures {
  receipts: number;
  trial_balance_s: number;
  arrears_page_ms_p95: number;
  receipt_ms_p95: number;
  /** The same while there were few receipts: what history adds. */
  receipt_ms_p95_before: number;
  account_ledger_ms_p95: number;
  ageing_ms_p95: number;
  /** Each kind of arrears page by itself. */
  arrears_ms_p95: Record<string, number>;
  seeded_s: number;
}

/** Some hundred receipts, measured; then all of them, and everything again (FIN-3, FIN-9). */
export async function ledgerFigures(stack: Stack, receipts: number, tell: Tell): Promise<LedgerFigures> {
  const bench = await opened(stack);
  await bench.seed(0, 400, tell);
  await taken(bench, 0, 40);
  const before = await taken(bench, 0, 160);
  tell(`· a receipt takes ${at(before, 0.95)} ms when there are few`);
  const begun = performance.now();
  await bench.seed(400, Math.max(400, Math.ceil(receipts / receiptsPerDeal) - 400), tell);
  const seeded = (performance.now() - begun) / 1000;
  tell(`· seeded in ${seeded.toFixed(0)} s`);
  const after = await taken(bench, 1, 240);
  const pages = await arrearsPages(bench);
  const all = Object.values(pages)
    .flat()
    .toSorted((one, other) => one - other);
  const { count } = (await bench.ask<{ count: number }>('select count(*)::int as count from receipt'))[0]!;
  return {
    receipts: count,
    trial_balance_s: at(await trialBalances(bench), 1) / 1000,
    ...{ arrears_page_ms_p95: at(all, 0.95), receipt_ms_p95: at(after, 0.95), receipt_ms_p95_before: at(before, 0.95) },
    account_ledger_ms_p95: at(await accountPages(bench), 0.95),
    ageing_ms_p95: at(await timed(bench, Array(12).fill(`${bench.at}/arrears-by-age`)), 0.95),
    arrears_ms_p95: Object.fromEntries(Object.entries(pages).map(([kind, ms]) => [kind, at(ms, 0.95)])),
    seeded_s: Math.round(seeded),
  };
}

/** So many receipts by four tills at once, on half of the living deals in turn; milliseconds, sorted. */
async function taken({ qian, deals }: Bench, half: 0 | 1, count: number): Promise<number[]> {
  const mine = deals.filter((_, n) => n % 2 === half);
  const ms: number[] = [];
  let next = 0;
  const till = async () => {
    while (next < count) {
      const body = { payer: '林晓', amount: '100.00', method: 'card' };
      const reply = await qian.ask('POST', `/v1/deals/${mine[next++ % mine.length]}/receipts`, { body });
      if (reply.status !== 201)
        throw new Error(`A receipt was answered ${reply.status}: ${JSON.stringify(reply.body)}`);
      ms.push(reply.ms);
    }
  };
  await Promise.all(Array.from({ length: 4 }, till));
  return ms.toSorted((one, other) => one - other).slice(0, count);
}

function at(sorted: number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 10) / 10;
}
