import { InvoiceConfirmed } from '#contracts/finance-invoices.js';
import { ContractRevised } from '#contracts/sales-contracts.js';
import { dayOf } from '#kernel/time.js';
import { cast } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import type { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buyer, InvoicesInTest, seller } from './invoices-in-test.js';

let invoices: InvoicesInTest;
beforeAll(async () => {
  process.env.TAX_ADAPTER = 'manual';
  invoices = await InvoicesInTest.start();
});
afterAll(async () => {
  delete process.env.TAX_ADAPTER;
  await invoices.close();
});

const refused = (code: string) => expect.objectContaining({ code });
const today = dayOf(new Date());
let numbers = 0;
const accepted = () => {
  const taxNumber = `26442000000${String(++numbers).padStart(9, '0')}`;
  return { answer: 'accepted', taxNumber, issuedOn: today };
};
const told = (deal: ToldDeal) => invoices.finance.told(InvoiceConfirmed, deal);

describe('FIN-11 the purchase invoice', () => {
  it('FIN-11 is for the price after the area settlement, in net and VAT, and confirmed by another', async () => {
    const deal = await invoices.finance.paidUp('3-101');
    await invoices.filed(deal);
    await invoices.certified(deal, '91.23');
    await deal.settled('1000000.00', '12348.00', '1012348.00');
    await invoices.finance.pay(deal, '12348.00');
    expect(await invoices.list('invoices-to-issue')).toContain('3-101');
    const invoice = await invoices.issue(deal);
    expect(invoice).toMatchObject({ amount: '1012348.00', net: '928759.63', vat: '83588.37', state: 'issued' });
    expect(invoice.number).toMatch(/^FP-\d{4}-\d{6}$/);
    expect(invoice.derivation).toMatchObject({ rule: 'FIN-11', inputs: { rate: '0.09' }, rounding: 'half-up-fen' });
    expect(await invoices.list('invoices-to-issue')).not.toContain('3-101');
    expect(await invoices.list('invoices-to-confirm')).toContain('3-101');
    const { invoiceId, number } = invoice;
    expect(await invoices.confirm(invoiceId)).toMatchObject({ state: 'confirmed' });
    expect(await told(deal)).toEqual([]);
    expect(await invoices.list('invoices-at-tax')).toContain('3-101');
    const said = accepted();
    expect(await invoices.answered(invoiceId, said)).toMatchObject({ state: 'accepted', taxNumber: said.taxNumber });
    const facts = { invoiceId, number: said.taxNumber, amount: '1012348.00', contractId: deal.contractId };
    expect(await told(deal)).toEqual([expect.objectContaining(facts)]);
    expect((await invoices.finance.sheet(deal)).invoice).toMatchObject({ number, state: 'accepted' });
    expect(await invoices.list('invoices-to-hand-over')).toContain('3-101');
  });

  it('FIN-11 ALL-9 says what the digital invoice for real estate has, with people masked and sealed', async () => {
    const deal = await invoices.payable('3-102');
    await invoices.certified(deal, '91.23');
    const { invoiceId } = await invoices.issue(deal, { ...buyer, assessedPrice: '990000.00' });
    const sheet = await invoices.sheet(invoiceId);
    expect(sheet).toMatchObject({ buyerName: '林*', buyerNumber: '440*************34', vatMethod: 'general' });
    expect(sheet.fields).toEqual({
      ...{ filingNumber: 'WQ-3-102', propertyCode: buyer.propertyCode, address: '云湖区滨江路1号3-102' },
      ...{ crossCity: false, landVatProject: 'TZS20260001', assessedPrice: '990000.00', actualAmount: '1000000.00' },
      ...{ areaUnit: '㎡', area: '91.23', unitPrice: '10056.2445467500'.replace(/0+$/, ''), buyerKind: 'person' },
      ...{ taxCode: seller.taxCode, sellerName: seller.sellerName, sellerTaxNumber: seller.sellerTaxNumber },
    });
    const [row] = await invoices.finance.service.rows('select * from invoice where id = ?', [invoiceId]);
    expect(JSON.stringify(row)).not.toMatch(/林晓|440101199001011234/);
    const audit = await invoices.finance.service.rows('select * from audit where entity_id = ?', [invoiceId]);
    expect(audit.length).toBeGreaterThan(0);
    expect(JSON.stringify(audit)).not.toMatch(/林晓|440101199001011234/);
  });

  it('FIN-11 names every field that is missing before anything is sent', async () => {
    const deal = await invoices.finance.paidUp('3-103');
    await deal.settled('1000000.00', '0.00', '1000000.00');
    const missing = ['filingNumber', 'propertyCode', 'buyerName', 'buyerNumber'];
    await expect(invoices.issue(deal, {})).rejects.toMatchObject({
      ...{ code: 'FIN-11.fields-missing', facts: { fields: missing } },
    });
    await invoices.filed(deal);
    await invoices.settings({ ...seller, sellerTaxNumber: undefined });
    await expect(invoices.issue(deal)).rejects.toMatchObject({ facts: { fields: ['sellerTaxNumber'] } });
    await invoices.settings(seller);
    await expect(invoices.issue(deal, { ...buyer, buyerNumber: '44010119900101123x' })).rejects.toMatchObject({
      fields: [{ field: 'buyerNumber' }],
    });
    await invoices.issue(deal);
  });

  it('FIN-11 is split by the simple method, or at the rate of the project, where that is set', async () => {
    await invoices.settings({ ...seller, vatMethod: 'simple' });
    const simple = await invoices.issue(await invoices.payable('3-104'));
    expect(simple).toMatchObject({ net: '952380.95', vat: '47619.05', derivation: { inputs: { method: 'simple' } } });
    await invoices.settings({ ...seller, vatRate: '0.03' });
    expect(await invoices.issue(await invoices.payable('3-105'))).toMatchObject({ net: '970873.79', vat: '29126.21' });
    await invoices.settings({ ...seller, vatRate: '1' });
    await expect(invoices.issue(await invoices.payable('3-106'))).rejects.toEqual(refused('FIN-11.vat-rate'));
    await invoices.settings(seller);
  });

  it('FIN-11 TIT-4 comes only when everything is paid and the area is settled', async () => {
    const deal = await invoices.finance.subscribed('3-107');
    await expect(invoices.issue(deal)).rejects.toEqual(refused('FIN-11.no-contract'));
    const signed = await invoices.finance.contracted('3-108');
    const unpaid = { code: 'FIN-11.unpaid', facts: { outstanding: '980000.00' } };
    await expect(invoices.issue(signed)).rejects.toMatchObject(unpaid);
    const paid = await invoices.finance.paidUp('3-109');
    await invoices.filed(paid);
    await expect(invoices.issue(paid)).rejects.toEqual(refused('FIN-11.settlement-open'));
    await paid.settled('1000000.00', '1000.00', '1001000.00');
    await expect(invoices.issue(paid)).rejects.toMatchObject({ facts: { outstanding: '1000.00' } });
    expect(await invoices.list('invoices-to-issue')).not.toContain('3-109');
  });

  it('FIN-11 is issued once, also when asked for by many at once, and confirmed once', async () => {
    const deal = await invoices.payable('3-110');
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => invoices.issue(deal)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(invoices.issue(deal)).rejects.toEqual(refused('FIN-11.already-issued'));
    const { invoiceId } = (await invoices.finance.sheet(deal)).invoice;
    const confirmed = await Promise.allSettled([invoices.confirm(invoiceId), invoices.confirm(invoiceId)]);
    expect(confirmed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(invoices.confirm(invoiceId)).rejects.toEqual(refused('FIN-11.not-now'));
  });

  it('ALL-4 is not confirmed by who issued or corrected it, and the database says so too', async () => {
    const deal = await invoices.payable('3-111');
    const { invoiceId } = await invoices.issue(deal);
    const maker = { ...cast.wu, assignments: cast.zheng.assignments };
    await expect(invoices.confirm(invoiceId, {}, maker)).rejects.toEqual(refused('ALL-4.same-person'));
    const sql = `update invoice set state = 'confirmed', attempt = 1, confirmed_by = issued_by where id = ?`;
    await expect(invoices.finance.service.rows(sql, [invoiceId])).rejects.toThrow(/invoice_people/);
  });

  it('FIN-11 is returned with a reason, corrected, and confirmed as it is then', async () => {
    const deal = await invoices.payable('3-112');
    const { invoiceId } = await invoices.issue(deal);
    const without = invoices.confirm(invoiceId, { decision: 'return' });
    await expect(without).rejects.toEqual(refused('FIN-11.reason-missing'));
    await invoices.confirm(invoiceId, { decision: 'return', reason: '姓名有误' });
    expect(await invoices.list('invoices-refused')).toContain('3-112');
    await expect(invoices.confirm(invoiceId)).rejects.toEqual(refused('FIN-11.not-now'));
    await invoices.correct(invoiceId, { buyerName: '吴邻居' });
    expect(await invoices.sheet(invoiceId)).toMatchObject({ state: 'issued', buyerName: '吴**', attempt: 0 });
    expect(await invoices.confirm(invoiceId)).toMatchObject({ state: 'confirmed' });
    await expect(invoices.correct(invoiceId)).rejects.toEqual(refused('FIN-11.not-now'));
    await expect(invoices.cancel(invoiceId)).rejects.toEqual(refused('FIN-11.not-now'));
  });

  it('FIN-11 is dropped before it is sent, and then another one can be issued', async () => {
    const deal = await invoices.payable('3-113');
    const { invoiceId } = await invoices.issue(deal);
    expect(await invoices.cancel(invoiceId)).toMatchObject({ state: 'cancelled' });
    expect(await invoices.list('invoices-to-issue')).toContain('3-113');
    await invoices.issue(deal);
  });

  it('FIN-11 is not confirmed for what the deal owes by then, and is corrected to the price of then', async () => {
    const deal = await invoices.payable('3-114');
    const { invoiceId } = await invoices.issue(deal);
    await revised(deal, '1000500.00');
    const sheet = await invoices.sheet(invoiceId);
    expect(sheet).toMatchObject({ state: 'refused', refusedFor: '变更' });
    await expect(invoices.correct(invoiceId)).rejects.toEqual(refused('FIN-11.unpaid'));
    await invoices.finance.pay(deal, '500.00');
    expect(await invoices.correct(invoiceId)).toMatchObject({ amount: '1000500.00', state: 'issued' });
    const change = 'update deal set price = price + 1 where id = ?';
    await invoices.finance.service.rows(change, [deal.id]);
    await expect(invoices.confirm(invoiceId)).rejects.toEqual(refused('FIN-11.amount-changed'));
  });
});

/** The contract is revised to another price, all of it one line. */
async function revised(deal: ToldDeal, price: string): Promise<void> {
  const derivation = { formula: 'as agreed', rule: 'CON-4', inputs: {}, rounding: 'none', result: price };
  const line = (kind: string, amount: string, at: number) => {
    return { line: at, label: `第${at}期`, kind, amount, dueOn: '2027-03-01', derivation };
  };
  const rest = `${Number.parseInt(price, 10) - 700_000}.00`;
  const schedule = [line('price', rest, 1), line('loan', '700000.00', 2)];
  const ids = { subscriptionId: deal.id, unitId: deal.unitId, contractId: deal.contractId, projectId: deal.projectId };
  const event = { ...ids, price, schedule, version: 2, reason: '变更' };
  await invoices.finance.service.hear(ContractRevised, sampleOf(ContractRevised, event));
}
