import { DealUncleared } from '#contracts/finance-receipts.js';
import { DealCleared } from '#contracts/finance.js';
import { ContractAmended } from '#contracts/sales.js';
import { sampleOf } from '#testing/sample.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';
import { daysAgo, LateInTest, lateClauses } from './late-fees-in-test.js';

let finance: FinanceInTest;
let late: LateInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
  late = new LateInTest(finance);
});
afterAll(() => finance.close());

describe('FIN-7 money that comes in late', () => {
  it('FIN-7 makes a late fee owed, with its derivation, and pays it before what is due later', async () => {
    const deal = await late.signed('8-101', [
      ['price', '100000.00', 10],
      ['price', '100000.00', -30],
    ]);
    await finance.pay(deal, '60000.00');
    expect(await late.owed(deal)).toEqual([
      '第1期: 60000.00/100000.00 open',
      '第2期: 0.00/100000.00 open',
      '违约金（第1期）: 0.00/60.00 open',
    ]);
    const made = await finance.pay(deal, '40150.00');
    expect(made.allocations.map(({ label, amount }: any) => `${label} ${amount}`)).toEqual([
      ...['第1期 40000.00', '违约金（第1期） 100.00', '第2期 50.00'],
    ]);
    const fee = await late.receivable(deal, '违约金（第1期）');
    expect(fee).toMatchObject({ kind: 'late-fee', amount: '100.00', state: 'paid', dueOn: daysAgo(0) });
    expect(fee.derivation.steps).toMatchObject([
      { inputs: { overdue: '100000.00', days: '10', rate: '0.0001', tier: '1' } },
    ]);
    expect(fee.lateFeeOf).toBe((await late.receivable(deal, '第1期')).receivableId);
    expect(await finance.entry('receipt', made.receiptId)).toEqual(['1001 4015000', '2203 -4005000', '6301 -10000']);
    expect(await late.proves(deal)).toBe(true);
  });

  it('FIN-7 beyond the first tier’s days costs the second rate for the whole period', async () => {
    const deal = await late.signed('8-102', [
      ['price', '100000.00', 30],
      ['price', '100000.00', 31],
    ]);
    await finance.pay(deal, '200000.00');
    expect((await late.receivable(deal, '违约金（第1期）')).amount).toBe('300.00');
    expect((await late.receivable(deal, '违约金（第2期）')).amount).toBe('620.00');
  });

  it.each([
    ['halves', ['75000.00', '75000.00']],
    ['three parts with odd fen', ['33333.33', '66999.99', '49666.68']],
  ])('FIN-7 one payment and the same in %s on one day leave the same, to the fen', async (name, parts) => {
    const lines: ['price', string, number][] = [
      ['price', '50000.01', 45],
      ['price', '49999.99', 7],
      ['price', '80000.00', -30],
    ];
    const [one, more] = [await late.signed(`8-103 ${name}`, lines), await late.signed(`8-104 ${name}`, lines)];
    await finance.pay(one, '150000.00');
    for (const part of parts) await finance.pay(more, part);
    expect(await late.owed(more)).toEqual(await late.owed(one));
    expect(await late.owed(one)).toContain('违约金（第1期）: 450.00/450.00 paid');
  });

  it('FIN-7 runs on what is unpaid: on the sheet, and what is paid today is that to the fen', async () => {
    const deal = await late.signed('8-105', [['price', '100000.00', 40]]);
    await finance.pay(deal, '60000.00');
    const before = await finance.sheet(deal);
    expect(before.accrued).toBe('320.00');
    expect(before.receivables.find(({ kind }: any) => kind === 'price')).toMatchObject({
      accrued: '320.00',
      accruedDerivation: { rule: 'FIN-7', inputs: { fee: '800.00', already: '480.00' } },
    });
    await finance.pay(deal, '40000.00');
    expect(await finance.sheet(deal)).toMatchObject({ accrued: '0.00', outstanding: '800.00', cleared: false });
    await finance.pay(deal, '800.00');
    expect(await finance.sheet(deal)).toMatchObject({ outstanding: '0.00', cleared: true, credit: '0.00' });
    expect(await finance.told(DealCleared, deal)).toHaveLength(1);
  });

  it('FIN-2 FIN-7 goes where it is told: an instalment alone, or a fee as it is by then', async () => {
    const deal = await late.signed('8-106', [
      ['price', '100000.00', 10],
      ['price', '100000.00', 5],
    ]);
    const [first, second] = [await late.receivable(deal, '第1期'), await late.receivable(deal, '第2期')];
    const only = await finance.pay(deal, '60000.00', { receivableIds: [first.receivableId] });
    expect(only.credit).toBe('0.00');
    const fee = await late.receivable(deal, '违约金（第1期）');
    const told = { receivableIds: [first.receivableId, fee.receivableId, second.receivableId] };
    const made = await finance.pay(deal, '50000.00', told);
    expect(made.allocations.map(({ amount }: any) => amount)).toEqual(['40000.00', '100.00', '9900.00']);
  });

  it('FIN-7 the loan has none, unless the project decided otherwise', async () => {
    const deal = await late.signed('8-107', [['loan', '100000.00', 10]]);
    await deal.disbursed('100000.00');
    expect(await late.owed(deal)).toEqual(['第1期: 100000.00/100000.00 paid']);
  });

  it('FIN-7 INV-6 a cancelled deal owes none, and what was paid of it is held', async () => {
    const deal = await late.signed('8-108', [['price', '100000.00', 10]]);
    await finance.pay(deal, '100050.00');
    await deal.cancelled('CON-5.withdrawn');
    expect(await finance.sheet(deal)).toMatchObject({ credit: '100050.00', outstanding: '0.00', accrued: '0.00' });
    expect(await late.proves(deal)).toBe(true);
  });

  it('FIN-7 corrected clauses change it, and what was paid too much is held', async () => {
    const deal = await late.signed('8-109', [['price', '100000.00', 10]]);
    await finance.pay(deal, '100100.00');
    const ids = {
      subscriptionId: deal.id,
      unitId: deal.unitId,
      contractId: deal.contractId,
      projectId: deal.projectId,
    };
    const clauses = { ...lateClauses, buyerLateRate: '0.00004' };
    await finance.service.hear(ContractAmended, sampleOf(ContractAmended, { ...ids, clauses }));
    expect(await late.owed(deal)).toEqual(['第1期: 100000.00/100000.00 paid', '违约金（第1期）: 40.00/40.00 paid']);
    expect(await finance.sheet(deal)).toMatchObject({ credit: '60.00' });
    expect(await late.proves(deal)).toBe(true);
  });

  it('FIN-7 HAN-1 corrected clauses that make it more take the clearance back, and that is told', async () => {
    const deal = await late.signed('8-111', [['price', '100000.00', 10]]);
    await finance.pay(deal, '100100.00');
    expect(await finance.sheet(deal)).toMatchObject({ cleared: true });
    const { id: subscriptionId, unitId, contractId, projectId } = deal;
    const clauses = { ...lateClauses, buyerLateRate: '0.0002' };
    const amended = { subscriptionId, unitId, contractId, projectId, clauses };
    await finance.service.hear(ContractAmended, sampleOf(ContractAmended, amended));
    expect(await finance.sheet(deal)).toMatchObject({ cleared: false, outstanding: '100.00' });
    expect(await finance.told(DealUncleared, deal)).toHaveLength(1);
    await finance.pay(deal, '100.00');
    expect(await finance.told(DealCleared, deal)).toHaveLength(2);
  });

  it('FIN-7 ALL-2 is explained instalment by instalment, on any day', async () => {
    const deal = await late.signed('8-110', [
      ['price', '100000.00', 29],
      ['price', '50000.00', -1],
    ]);
    await finance.pay(deal, '60000.00');
    const today = await late.sheet(deal);
    expect(today).toMatchObject({ rate: '0.0001', tierDays: 30, rateBeyond: '0.0002', outstanding: '290.00' });
    expect(today.items).toMatchObject([{ label: '第1期', fee: '174.00', accrued: '116.00', unpaid: '40000.00' }]);
    const later = await late.sheet(deal, daysAgo(-3));
    expect(later.items.map((row: any) => [row.label, row.slices])).toMatchObject([
      [
        '第1期',
        [
          { overdue: '60000.00', days: 29, tier: 1, paidOn: daysAgo(0) },
          { overdue: '40000.00', days: 32, tier: 2, fee: '256.00' },
        ],
      ],
      ['第2期', [{ overdue: '50000.00', days: 2, tier: 1, fee: '10.00' }]],
    ]);
    expect(later.outstanding).toBe('440.00');
    const before = await late.sheet(deal, daysAgo(19));
    expect(before.items).toMatchObject([{ fee: '0.00', accrued: '100.00', unpaid: '100000.00' }]);
  });
});
