import { TrialBalance } from '#contracts/finance-ledger.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { FinanceInTest } from '../commands/in-test.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
});
afterAll(() => finance.close());

const trialBalance = (projectId = idOf('project')) =>
  finance.service.ask(TrialBalance, { projectId }, [cast.zheng, 'report.finance']);

async function asOwner(sql: string): Promise<void> {
  const [row] = await finance.service.rows<{ name: string }>('select current_database() as name');
  const url = new URL(process.env.TEST_POSTGRES_ADMIN_URL!);
  url.pathname = `/${row!.name}`;
  const owner = new pg.Client({ connectionString: url.href });
  await owner.connect();
  await owner.query(sql).finally(() => owner.end());
}

describe('FIN-3 the ledger', () => {
  it('FIN-3 is read as a trial balance by account, whose difference is zero', async () => {
    await finance.paidUp('5-101');
    await finance.cancelled('5-102', '7.00');
    const { items, difference, total } = await trialBalance();
    expect(
      items.map((row: any) => [row.account, row.debit, row.credit, row.closing.debit, row.closing.credit]),
    ).toEqual([
      ['1001 库存现金', '300007.00', '0.00', '300007.00', '0.00'],
      ['1002 银行存款', '700000.00', '0.00', '700000.00', '0.00'],
      ['2203 预收账款（房款）', '0.00', '1000000.00', '0.00', '1000000.00'],
      ['224101 其他应付款（定金）', '20007.00', '20007.00', '0.00', '0.00'],
      ['224102 其他应付款（客户暂存款）', '0.00', '7.00', '0.00', '7.00'],
    ]);
    expect(difference).toBe('0.00');
    const nothing = { debit: '0.00', credit: '0.00' };
    const closing = { debit: '1000007.00', credit: '1000007.00' };
    expect(total).toEqual({ opening: nothing, debit: '1020014.00', credit: '1020014.00', closing });
    await expect(trialBalance(idOf('nowhere'))).rejects.toMatchObject({ code: 'ALL.unknown' });
  });

  const entry = (lines: string) => `
    with e as (insert into journal_entry
      select gen_random_uuid(), project_id, id, '2026-11-23', now(), 'receipt', gen_random_uuid(), '', ''
      from deal limit 1 returning id)
    insert into journal_line select gen_random_uuid(), id, l.* from e, (values ${lines}) l`;

  it.each([
    ['is not balanced', entry(`('2203', 100, 0), ('224101', 0, 99)`), /not balanced/],
    ['has a line on both sides', entry(`('2203', 100, 100)`), /one_side/],
    ['has a line of nothing', entry(`('2203', 0, 0)`), /one_side/],
    ['has a negative line', entry(`('2203', -5, 0), ('224101', 0, -5)`), /one_side/],
    ['has no lines', entry(`('2203', 1, 0)`).split('insert into journal_line')[0] + 'select * from e', /not balanced/],
    ['moves money that no document moved', entry(`('1002', 5, 0), ('2203', 0, 5)`), /does not add up/],
  ])('FIN-3 the database refuses an entry that %s', async (_, sql, reason) => {
    await finance.cancelled('5-103', '1.00').catch(() => {});
    await expect(finance.service.rows(sql)).rejects.toThrow(reason);
  });

  it('FIN-3 nothing is added to an entry later', async () => {
    const add = `insert into journal_line select gen_random_uuid(), e.id, l.* from
      (select id from journal_entry limit 1) e, (values ('2203', 5, 0), ('2203', 0, 5)) l`;
    await expect(finance.service.rows(add)).rejects.toThrow(/is closed/);
  });

  it.each(['journal_entry', 'journal_line', 'allocation', 'receipt'])('FIN-3 %s is append-only', async (table) => {
    for (const sql of [`update ${table} set id = id`, `delete from ${table}`, `truncate ${table} cascade`]) {
      await expect(finance.service.rows(sql)).rejects.toThrow(/permission denied/);
      await expect(asOwner(sql)).rejects.toThrow(/append-only/);
    }
  });

  it.each([
    ['update deal set credit = credit + 1, received = received + 1', /does not add up/],
    ['update deal set received = received + 1', /deal_sums/],
    ['update deal set allocated = -1, credit = credit + allocated + 1', /deal_not_negative/],
    [`update receivable set paid = amount, state = 'paid'`, /does not add up/],
    ['update receivable set paid = amount + 1', /receivable_paid/],
  ])('FIN-3 the database refuses: %s', async (sql, reason) => {
    await finance.subscribed(`5-104 ${sql}`);
    await expect(finance.service.rows(sql)).rejects.toThrow(reason);
  });
});

describe('FIN-3 whatever happens to a deal', () => {
  /** Events are heard one after another; cashiers and accountants do not wait for them. */
  let hearing = Promise.resolve();
  type Deal = Awaited<ReturnType<FinanceInTest['subscribed']>>;
  const yuan = fc
    .integer({ min: 1, max: 40_000_000 })
    .map((fen) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`);
  const step: fc.Arbitrary<(deal: Deal) => Promise<unknown>> = fc.oneof(
    yuan.map((amount) => (deal: Deal) => finance.pay(deal, amount)),
    yuan.map((amount) => (deal: Deal) => (hearing = hearing.then(() => deal.disbursed(amount)))),
    yuan.map((amount) => async (deal: Deal) => {
      const { refundId } = await finance.requestRefund(deal, amount);
      await finance.approveRefund(refundId);
      return finance.payRefund(refundId);
    }),
  );

  const faults: unknown[] = [];

  /** What does not succeed must have been refused: anything else is a fault. */
  async function atOnce(asked: Promise<unknown>[]): Promise<void> {
    for (const outcome of await Promise.allSettled(asked)) {
      if (outcome.status === 'rejected' && outcome.reason.code !== 'FIN-6.more-than-held') faults.push(outcome.reason);
    }
  }

  it('FIN-3 the books hold, also when things happen at once', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), fc.boolean(), async (steps, less) => {
        const deal = await finance.contracted(`6-${runs++}`);
        await atOnce(steps.map((each) => each(deal)));
        await deal.settled('1000000.00', less ? '-12000.00' : '12000.00', less ? '988000.00' : '1012000.00');
        await atOnce(steps.map((each) => each(deal)));
      }),
      { numRuns: 6, endOnFailure: true },
    );
    expect(faults).toEqual([]);
    expect(await finance.service.rows('select * from deal_proof where not holds')).toEqual([]);
    expect((await trialBalance()).difference).toBe('0.00');
    const deals = await finance.service.rows('select count(*)::int as all from deal_proof where holds');
    expect(deals[0]!.all).toBeGreaterThanOrEqual(runs);
  });
});
