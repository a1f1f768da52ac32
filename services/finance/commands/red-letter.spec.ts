import { InvoiceConfirmed, InvoiceReversed, InvoiceSlip } from '#contracts/finance-invoices.js';
import { DealUncleared } from '#contracts/finance-receipts.js';
import { DealCleared } from '#contracts/finance.js';
import { dayOf } from '#kernel/time.js';
import { cast } from '#testing/cast.js';
import { sampleOf } from '#testing/sample.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InvoicesInTest } from './invoices-in-test.js';

let invoices: InvoicesInTest;
let tax: Simulator;
beforeAll(async () => {
  tax = await simulator('tax');
  process.env.TAX_URL = tax.url;
  invoices = await InvoicesInTest.start();
});
beforeEach(() => tax.behave({}));
afterAll(async () => {
  await invoices.close();
  await tax.stop();
});

const today = dayOf(new Date());
const sql = (statement: string, ...params: unknown[]) => invoices.finance.service.rows(statement, params);

describe('FIN-11 the red letter', () => {
  it('FIN-11 CON-5 takes back the invoice of a home that was withdrawn, for the same amounts below zero', async () => {
    const { deal, invoiceId } = await invoices.standing('5-201');
    await deal.withdrawn();
    expect(await invoices.list('invoices-to-reverse')).toContain('5-201');
    const red = await invoices.redden(invoiceId);
    expect(red).toMatchObject({ kind: 'red', amount: '-1000000.00', net: '-917431.19', vat: '-82568.81' });
    expect(await invoices.list('invoices-to-reverse')).not.toContain('5-201');
    await expect(invoices.redden(invoiceId)).rejects.toMatchObject({ code: 'FIN-11.red-under-way' });
    const maker = { ...cast.wu, assignments: cast.zheng.assignments };
    const own = invoices.confirm(red.invoiceId, {}, maker);
    await expect(own).rejects.toMatchObject({ code: 'ALL-4.same-person' });
    await invoices.confirm(red.invoiceId);
    expect(await invoices.comesTo(red.invoiceId, 'accepted')).toMatchObject({ reverses: invoiceId });
    expect(await invoices.sheet(invoiceId)).toMatchObject({ state: 'reversed' });
    const { taxNumber: redNumber } = await invoices.sheet(red.invoiceId);
    const facts = { invoiceId, redInvoiceId: red.invoiceId, redNumber, amount: '1000000.00', reason: '退房' };
    expect(await invoices.finance.told(InvoiceReversed, deal)).toMatchObject([facts]);
    await expect(invoices.redden(invoiceId)).rejects.toMatchObject({ code: 'FIN-11.not-now' });
    await expect(invoices.redden(red.invoiceId)).rejects.toMatchObject({ code: 'FIN-11.red-letter' });
    const slip = invoices.finance.service.ask(InvoiceSlip, { invoiceId: red.invoiceId }, [cast.wu, 'report.desk']);
    await expect(slip).rejects.toMatchObject({ code: 'FIN-11.nothing-to-hand-over' });
  });

  it('FIN-11 makes room for another invoice, and is asked for once by many at once', async () => {
    const { deal, invoiceId } = await invoices.standing('5-202');
    await invoices.collect(invoiceId, today);
    const asked = await Promise.allSettled(Array.from({ length: 6 }, () => invoices.redden(invoiceId)));
    const [done, ...more] = asked.filter((one) => one.status === 'fulfilled').map(({ value }) => value);
    expect(more).toEqual([]);
    await invoices.confirm(done!.invoiceId);
    await expect(invoices.issue(deal)).rejects.toMatchObject({ code: 'FIN-11.already-issued' });
    await invoices.comesTo(done!.invoiceId, 'accepted');
    await invoices.comesTo(await invoices.confirmed(deal), 'accepted');
    expect(await invoices.finance.told(InvoiceConfirmed, deal)).toHaveLength(2);
  });

  it('FIN-11 that the tax office refused leaves the invoice as it was, and can be dropped', async () => {
    const { invoiceId } = await invoices.standing('5-203');
    await tax.behave({ refuse: ['5-203'] });
    const { invoiceId: redId } = await invoices.redden(invoiceId);
    await invoices.confirm(redId);
    await invoices.comesTo(redId, 'refused');
    expect(await invoices.correct(redId)).toMatchObject({ state: 'issued', amount: '-1000000.00' });
    await invoices.cancel(redId);
    expect(await invoices.sheet(invoiceId)).toMatchObject({ state: 'accepted' });
    await invoices.redden(invoiceId);
  });

  it('FIN-11 CON-5 is not wanted any more once the refund of the withdrawal was refused', async () => {
    const { deal } = await invoices.standing('5-204');
    await deal.withdrawn();
    expect(await invoices.list('invoices-to-reverse')).toContain('5-204');
    const [refund] = await invoices.finance.refundsOf(deal, 'requested');
    await invoices.finance.approveRefund(refund!.refundId, { decision: 'refuse', reason: '不予退房' });
    expect(await invoices.list('invoices-to-reverse')).not.toContain('5-204');
  });
});

describe('FIN-11 an invoice of a deal that owes again', () => {
  it('FIN-11 FIN-4 is to be taken back until it is paid again', async () => {
    const { deal } = await invoices.standing('5-205');
    const about = { dealId: deal.id, contractId: deal.contractId, unitId: deal.unitId };
    await invoices.finance.service.hear(DealUncleared, sampleOf(DealUncleared, about));
    expect(await invoices.list('invoices-to-reverse')).toContain('5-205');
    await invoices.finance.service.hear(DealCleared, sampleOf(DealCleared, about));
    expect(await invoices.list('invoices-to-reverse')).not.toContain('5-205');
  });
});

describe('FIN-11 what the database refuses', () => {
  it('FIN-11 a second standing invoice, a number twice, and other amounts on what is numbered', async () => {
    const { deal, invoiceId } = await invoices.standing('5-301');
    const copy = (more: string) => `
      insert into invoice select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'number',
        gen_random_uuid()) || '${more}')).* from invoice i where id = ?`;
    await expect(sql(copy('{"tax_number":"26442000000987654321"}'), invoiceId)).rejects.toThrow(/invoice_one_blue/);
    const red = '"kind":"red","reason":"x","state":"issued","confirmed_by":null,"tax_number":null';
    const amounts = (amount: number) => `"amount":${amount},"net":${amount},"vat":0`;
    await expect(sql(copy(`{${red},${amounts(-5)},"reverses_id":"${invoiceId}"}`), invoiceId)).rejects.toThrow(
      'a red letter is not of its invoice',
    );
    await expect(sql(`update invoice set amount = 1, net = 1, vat = 0 where id = ?`, invoiceId)).rejects.toThrow(
      'an accepted invoice is fixed',
    );
    await expect(sql(`update invoice set state = 'reversed' where id = ?`, invoiceId)).rejects.toThrow(
      'no red letter takes the invoice back',
    );
    const { invoiceId: other } = await invoices.standing('5-302');
    const { taxNumber } = await invoices.sheet(other);
    const { invoiceId: third } = await invoices.issue(await invoices.payable('5-303'));
    const twice = `update invoice set state = 'accepted', confirmed_by = gen_random_uuid(), attempt = 1,
      tax_issued_on = '2027-01-01', tax_number = ? where id = ?`;
    await expect(sql(twice, taxNumber, third)).rejects.toThrow(/invoice_tax_number/);
    expect((await invoices.finance.sheet(deal)).invoice).toMatchObject({ invoiceId, state: 'accepted' });
  });
});
