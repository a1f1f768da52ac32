import { ConfirmInvoice, InvoiceConfirmed, IssueInvoice } from '#contracts/finance.js';
import { cast } from '#testing/cast.js';
import type { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FinanceInTest } from './in-test.js';

let finance: FinanceInTest;
beforeAll(async () => {
  finance = await FinanceInTest.start();
});
afterAll(() => finance.close());

const issue = ({ id: dealId }: ToldDeal) => finance.service.ask(IssueInvoice, { dealId }, [cast.wu, 'invoice.issue']);
const confirm = (invoiceId: string, as = cast.zheng) =>
  finance.service.ask(ConfirmInvoice, { invoiceId }, [as, 'invoice.confirm']);
const refused = (code: string) => expect.objectContaining({ code });

describe('FIN-11 the purchase invoice', () => {
  it('FIN-11 is for the price after the area settlement, in net and VAT, and confirmed by another', async () => {
    const deal = await finance.paidUp('3-101');
    await deal.settled('1000000.00', '12348.00', '1012348.00');
    await finance.pay(deal, '12348.00');
    const invoice = await issue(deal);
    expect(invoice).toMatchObject({ amount: '1012348.00', net: '928759.63', vat: '83588.37', state: 'issued' });
    expect(invoice.number).toMatch(/^FP-\d{4}-\d{6}$/);
    expect(invoice.derivation).toMatchObject({ rule: 'FIN-11', inputs: { rate: '0.09' }, rounding: 'half-up-fen' });
    expect(await confirm(invoice.invoiceId)).toMatchObject({ state: 'confirmed' });
    const { invoiceId, number } = invoice;
    const told = { invoiceId, number, amount: '1012348.00', contractId: deal.contractId };
    expect(await finance.told(InvoiceConfirmed, deal)).toEqual([expect.objectContaining(told)]);
    expect((await finance.sheet(deal)).invoice).toMatchObject({ number, state: 'confirmed' });
  });

  it('FIN-11 comes only when everything is paid and the area is settled', async () => {
    const deal = await finance.subscribed('3-102');
    await expect(issue(deal)).rejects.toEqual(refused('FIN-11.no-contract'));
    const signed = await finance.contracted('3-103');
    await expect(issue(signed)).rejects.toMatchObject({ code: 'FIN-11.unpaid', facts: { outstanding: '980000.00' } });
    const paid = await finance.paidUp('3-104');
    await expect(issue(paid)).rejects.toEqual(refused('FIN-11.settlement-open'));
    await paid.settled('1000000.00', '1000.00', '1001000.00');
    await expect(issue(paid)).rejects.toMatchObject({ code: 'FIN-11.unpaid', facts: { outstanding: '1000.00' } });
  });

  it('FIN-11 is issued once, also when asked for by many at once, and confirmed once', async () => {
    const deal = await finance.paidUp('3-105');
    await deal.settled('1000000.00', '0.00', '1000000.00');
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => issue(deal)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(issue(deal)).rejects.toEqual(refused('FIN-11.already-issued'));
    const { invoiceId } = (await finance.sheet(deal)).invoice;
    await confirm(invoiceId);
    await expect(confirm(invoiceId)).rejects.toEqual(refused('FIN-11.confirmed'));
  });

  it('ALL-4 is not confirmed by who issued it, and the database says so too', async () => {
    const deal = await finance.paidUp('3-106');
    await deal.settled('1000000.00', '0.00', '1000000.00');
    const { invoiceId } = await issue(deal);
    const maker = { ...cast.wu, assignments: cast.zheng.assignments };
    await expect(confirm(invoiceId, maker)).rejects.toEqual(refused('ALL-4.same-person'));
    const sql = `update invoice set state = 'confirmed', confirmed_by = issued_by where id = ?`;
    await expect(finance.service.rows(sql, [invoiceId])).rejects.toThrow(/invoice_people/);
  });
});
