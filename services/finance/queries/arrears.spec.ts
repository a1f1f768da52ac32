import { Arrears } from '#contracts/finance-arrears.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from '../commands/in-test.js';

let finance: FinanceInTest;
const today = dayOf(new Date());
const daysAgo = (days: number) => addDays(today, -days);

beforeAll(async () => {
  finance = await FinanceInTest.start();
  for (const [name, days] of [
    ['7-101', 10],
    ['7-102', 40],
    ['7-103', 10],
  ] as const) {
    const deal = await finance.subscribed(name);
    await finance.pay(deal, '20000.00');
    await deal.signed('100000.00', [
      ['price', '60000.00', daysAgo(days)],
      ['price', '30000.00', today],
      ['loan', '10000.00', daysAgo(5)],
    ]);
  }
  await finance.pay(await finance.subscribed('7-104'), '20000.00');
  await (await finance.subscribed('7-105')).cancelled();
});
afterAll(() => finance.close());

const arrears = (more: object = {}, as = cast.zheng) =>
  finance.service.ask(Arrears, { projectId: idOf('project'), ...more }, [as, 'report.finance']);

describe('FIN-9 arrears', () => {
  it('FIN-9 are what is open after its day, longest overdue first', async () => {
    const { items, next } = await arrears();
    expect(next).toBeUndefined();
    expect(items.slice(0, 3)).toMatchObject([
      { unitCode: '7-102', outstanding: '40000.00', dueOn: daysAgo(40), daysLate: 40, label: '第1期' },
      { outstanding: '40000.00', daysLate: 10 },
      { outstanding: '40000.00', daysLate: 10 },
    ]);
    expect(items.slice(3).map(({ daysLate }: any) => daysLate)).toEqual([5, 5, 5]);
  });

  it('FIN-9 are read page by page, each once', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await arrears({ limit: 2, ...(after ? { after } : {}) });
      seen.push(...page.items.map((row: any) => `${row.unitCode} ${row.label}`));
      after = page.next;
    } while (after);
    expect(new Set(seen).size).toBe(6);
    expect(seen).toHaveLength(6);
  });

  it('FIN-9 a cursor that is none is refused by name', async () => {
    for (const after of ['x', `${today}_x`, `2026-13-01_${idOf('x')}`]) {
      await expect(arrears({ after })).rejects.toMatchObject({ fields: [{ field: 'after' }] });
    }
  });

  it('ALL-5 of another project are not for a supervisor of this one', async () => {
    const stranger = { ...cast.zheng, assignments: [{ role: 'accounting_supervisor' as const, projects: [] }] };
    await expect(arrears({}, stranger)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(arrears({ projectId: idOf('nowhere') })).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});
