import { DiscountDefined, PaymentPlanDefined, UnitWithheld } from '#contracts/inventory.js';
import { QuotationById, QuotationPdf, QuoteUnit } from '#contracts/sales-quotations.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { discounts, plans, project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const loans = [{ loanKind: 'commercial', annualRate: '0.031', years: 30 }];
const quote = (unitId: string, more: object = {}, by = cast.zhao, key?: string) => {
  const asked = { unitId, planId: plans.mortgage, discountIds: [discounts.d98], loans, ...more };
  return sales.service.ask(QuoteUnit, asked, [by, 'subscription.make'], key);
};
const read = (quotationId: string, by: Person = cast.zhao) =>
  sales.service.ask(QuotationById, { quotationId }, [by, 'subscription.make']);

describe('INV-6 a quotation', () => {
  it('INV-6 ALL-2 has price, discounts, instalments and the loan both ways, each with its derivation', async () => {
    const quotation = await quote(await sales.offered('3-3001'));
    expect(quotation).toMatchObject({
      ...{ listPrice: '1200000.00', dealPrice: '1176000.00', priceVersion: 1, deposit: '20000.00' },
      ...{ number: expect.stringMatching(/^BJ-YH-\d{6}$/), plan: { code: 'AJ' }, discounts: [{ code: 'D98' }] },
      derivation: { steps: [{ formula: 'price × rate', result: '1176000.00' }] },
    });
    expect(quotation.schedule.map((line: { amount: string }) => line.amount)).toEqual([
      ...['352800.00', '117600.00', '705600.00'],
    ]);
    const [loan] = quotation.loans;
    expect(loan).toMatchObject({ principal: '705600.00', annualRate: '0.031', years: 30 });
    expect(loan.equalInstalments).toMatchObject({ firstPayment: '3013.03', secondPayment: '3013.03' });
    expect(loan.equalInstalments.derivation).toMatchObject({ rule: 'MOR-7', inputs: { months: '360' } });
    expect(loan.equalPrincipal).toMatchObject({ firstPayment: '3782.80', secondPayment: '3777.74' });
  });

  it('INV-6 is kept as it was shown, read again by its id, and printed in Chinese', async () => {
    const made = await quote(await sales.offered('3-3002'));
    expect(await read(made.quotationId)).toEqual(made);
    const asked = { quotationId: made.quotationId };
    const pdf = await sales.service.ask(QuotationPdf, asked, [cast.zhao, 'subscription.make']);
    expect(pdf).toMatchObject({ name: `${made.number}.pdf`, type: 'application/pdf' });
    expect(Buffer.from(pdf.file, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    const change = sales.service.rows(`update quotation set deal_price = 1 where id = ?`, [made.quotationId]);
    await expect(change).rejects.toThrow(/permission denied/);
  });

  it('ALL-8 sent twice it is one quotation; numbers follow each other without gaps', async () => {
    const unitId = await sales.offered('3-3003');
    const key = idOf('key quotation');
    const [one, again] = [await quote(unitId, {}, cast.zhao, key), await quote(unitId, {}, cast.zhao, key)];
    expect(again).toEqual(one);
    const both = await Promise.all([quote(unitId), quote(unitId)]);
    const serials = [one, ...both].map(({ number }) => Number(number.slice(-6))).toSorted((a, b) => a - b);
    expect(serials).toEqual([serials[0], serials[0]! + 1, serials[0]! + 2]);
  });

  it('HOLD-1 takes no hold, also for a unit that somebody has', async () => {
    const { unitId } = await sales.subscribed('3-3004');
    await expect(quote(unitId)).resolves.toMatchObject({ unitCode: '3-3004' });
    const holds = await sales.service.rows('select id from hold where unit_id = ?', [unitId]);
    expect(holds).toHaveLength(1);
  });

  it('INV-6 stands no longer than the last day of its discounts', async () => {
    const discountId = idOf('discount short');
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const terms = { discountId, projectId: project, code: 'D1', name: '今日', amount: '1000.00', order: 2 };
    await sales.service.hear(DiscountDefined, { ...terms, validUntil: day });
    const { validUntil } = await quote(await sales.offered('3-3005'), { discountIds: [discountId] });
    expect(validUntil).toBe(`${day}T15:59:59.999Z`);
  });

  it('MOR-7 a combined plan has an estimate for each lender, of exactly what its line lends', async () => {
    const lines = [
      { label: '首付款', kind: 'price', share: '0.3', dueDaysAfterSigning: 0 },
      { label: '公积金', kind: 'loan', loanKind: 'provident-fund', amount: '500000.00', dueDaysAfterSigning: 60 },
      { label: '商贷', kind: 'loan', loanKind: 'commercial', dueDaysAfterSigning: 60 },
    ];
    const plan = {
      planId: idOf('plan combined'),
      projectId: project,
      code: 'ZH',
      name: '组合',
      kind: 'combined',
      lines,
    };
    await sales.service.hear(PaymentPlanDefined, plan);
    const fund = { loanKind: 'provident-fund', annualRate: '0.026', years: 25 };
    const asked = { planId: plan.planId, loans: [...loans, fund], discountIds: [] };
    const quotation = await quote(await sales.offered('3-3006'), asked);
    const lent = quotation.loans.map(({ loanKind, principal }: Record<string, string>) => [loanKind, principal]);
    expect(lent).toEqual([
      ['provident-fund', '500000.00'],
      ['commercial', '340000.00'],
    ]);
  });

  it.each<[string, object, string]>([
    ['INV-6.loan-terms', { loans: [] }, '3-3007'],
    ['INV-6.loan-not-there', { loans: [...loans, { ...loans[0], loanKind: 'provident-fund' }] }, '3-3007'],
    ['INV-6.loan-not-there', { loans: [...loans, ...loans] }, '3-3007'],
    ['INV-6.loan-rate', { loans: [{ ...loans[0], annualRate: '-0.01' }] }, '3-3007'],
    ['INV-6.discount-plan', { planId: plans.whole, loans: [], discountIds: [discounts.mortgageOnly] }, '3-3007'],
    ['ALL.unknown', { planId: idOf('no plan') }, '3-3007'],
    ['ALL.unknown', { discountIds: [idOf('no discount')] }, '3-3007'],
    ['ALL.unknown', { customerId: idOf('nobody') }, '3-3007'],
  ])('INV-6 %s is said of %j', async (code, more, unit) => {
    const unitId = await sales.offered(`${unit} ${code} ${Object.keys(more).join()} ${JSON.stringify(more).length}`);
    await expect(quote(unitId, more)).rejects.toMatchObject({ code });
  });

  it('INV-5 a withheld unit is not quoted, nor one that was never offered', async () => {
    const unitId = await sales.offered('3-3008');
    await sales.service.hear(UnitWithheld, { unitId, projectId: project, reason: '销控' });
    await expect(quote(unitId)).rejects.toMatchObject({ code: 'INV-5.unit-withheld' });
    await expect(quote(idOf('no unit'))).rejects.toMatchObject({ code: 'ALL.unknown' });
    await expect(quote(unitId, { loans: [{ ...loans[0], years: 31 }] })).rejects.toMatchObject({
      fields: [{ field: 'loans.0.years' }],
    });
  });

  it('ALL-5 a consultant quotes for their own customers, and reads their own quotations', async () => {
    const unitId = await sales.offered('3-3009');
    const theirs = await sales.customer(cast.zhou);
    await expect(quote(unitId, { customerId: theirs })).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const mine = await quote(unitId, { customerId: await sales.customer(cast.zhao) });
    await expect(read(mine.quotationId, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(read(mine.quotationId, cast.sun)).resolves.toMatchObject({ number: mine.number });
  });
});
