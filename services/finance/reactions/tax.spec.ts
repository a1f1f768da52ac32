import { InvoiceCollected, InvoiceConfirmed, InvoiceSlip } from '#contracts/finance-invoices.js';
import { addDays, dayOf } from '#kernel/time.js';
import { cast } from '#testing/cast.js';
import { eventually } from '#testing/eventually.js';
import { simulator, type Simulator } from '#testing/simulator.js';
import type { ToldDeal } from '#testing/told-deal.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InvoicesInTest } from '../commands/invoices-in-test.js';

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
const told = (deal: ToldDeal) => invoices.finance.told(InvoiceConfirmed, deal);
const openDeadlines = (about: string) => {
  const open = 'select kind from deadline where about = ? and done_at is null and cleared_at is null';
  return invoices.finance.service.rows(open, [about]);
};
const sql = (statement: string, ...params: unknown[]) => invoices.finance.service.rows(statement, params);

describe('FIN-11 the way through the tax office', () => {
  it('FIN-11 TIT-4 is told with the tax office’s number, day and file, and not before it has them', async () => {
    const deal = await invoices.payable('5-101');
    await tax.behave({ delayMs: 600 });
    const invoiceId = await invoices.confirmed(deal);
    expect(await invoices.comesTo(invoiceId, 'confirmed')).toMatchObject({ attempt: 1 });
    expect(await told(deal)).toEqual([]);
    const said = { taxNumber: expect.stringMatching(/^\d{20}$/), taxIssuedOn: today };
    const file = { fileUrl: expect.stringContaining('.ofd'), fileHash: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(await invoices.comesTo(invoiceId, 'accepted')).toMatchObject({ ...said, ...file });
    const { taxNumber } = await invoices.sheet(invoiceId);
    expect(await told(deal)).toMatchObject([{ invoiceId, number: taxNumber, amount: '1000000.00' }]);
    expect(await openDeadlines(invoiceId)).toEqual([]);
    const asTyped = { answer: 'accepted', taxNumber: '26442000000123456789', issuedOn: today };
    await expect(invoices.answered(invoiceId, asTyped)).rejects.toMatchObject({ code: 'FIN-11.by-tax-office' });
  });

  it('FIN-11 refused it is back with the reason, is corrected, confirmed and sent again as another', async () => {
    await tax.behave({ refuse: ['5-102'] });
    const deal = await invoices.payable('5-102');
    const invoiceId = await invoices.confirmed(deal);
    expect(await invoices.comesTo(invoiceId, 'refused')).toMatchObject({
      refusedFor: expect.stringContaining('信息不符'),
    });
    expect(await invoices.list('invoices-refused')).toContain('5-102');
    await tax.behave({});
    await invoices.correct(invoiceId, { propertyCode: '440104001001GB00001F00030099' });
    await invoices.confirm(invoiceId);
    expect(await invoices.comesTo(invoiceId, 'accepted')).toMatchObject({ attempt: 2 });
    expect(await tax.get(`/invoices/${invoiceId}.2`)).toMatchObject({ state: 'accepted' });
    expect(await told(deal)).toHaveLength(1);
  });

  it('FIN-11 a tax office that is out of order or loses its answers is asked again, with one invoice', async () => {
    await tax.behave({ drop: 1 });
    const deal = await invoices.payable('5-103');
    const invoiceId = await invoices.confirmed(deal);
    await eventually(async () => {
      await invoices.scan();
      const failed = `select 1 from deadline where about = ? and kind = 'FIN-11.issue-send' and error is not null`;
      expect(await sql(failed, invoiceId)).toHaveLength(1);
    });
    expect(await invoices.sheet(invoiceId)).toMatchObject({ state: 'confirmed' });
    await tax.behave({});
    await invoices.comesTo(invoiceId, 'accepted');
    expect(await told(deal)).toHaveLength(1);
  });

  it('FIN-11 an answer that comes twice or too late changes nothing', async () => {
    const { deal, invoiceId } = await invoices.standing('5-104');
    const again = `insert into deadline (kind, about, due_at)
      values ('FIN-11.issue-send', ?, now()), ('FIN-11.query', ?, now())`;
    await sql(again, invoiceId, invoiceId);
    const before = await invoices.sheet(invoiceId);
    await eventually(async () => {
      await invoices.scan();
      expect(await openDeadlines(invoiceId)).toEqual([]);
    });
    expect(await invoices.sheet(invoiceId)).toEqual(before);
    expect(await told(deal)).toHaveLength(1);
  });

  it('FIN-11 is not sent for what was withdrawn after it was confirmed', async () => {
    const deal = await invoices.payable('5-105');
    const { invoiceId } = await invoices.issue(deal);
    const confirm = `update invoice set state = 'confirmed', attempt = 1, confirmed_by = ?, confirmed_at = now()
      where id = ?`;
    await sql(confirm, cast.zheng.id, invoiceId);
    await deal.withdrawn();
    await sql(`insert into deadline (kind, about, due_at) values ('FIN-11.issue-send', ?, now())`, invoiceId);
    expect(await invoices.comesTo(invoiceId, 'refused')).toMatchObject({ refusedFor: '已退房' });
    expect(await tax.get(`/invoices/${invoiceId}.1`)).toMatchObject({ status: 404 });
    await invoices.cancel(invoiceId);
    expect((await invoices.finance.sheet(deal)).invoice).toBeUndefined();
  });

  it('FIN-11 that the tax office has, its answer lost, stands for a home withdrawn, to be taken back', async () => {
    await tax.behave({ drop: 1 });
    const deal = await invoices.payable('5-107');
    const invoiceId = await invoices.confirmed(deal);
    await eventually(async () => {
      await invoices.scan();
      expect(await sql('select 1 from deadline where about = ? and error is not null', invoiceId)).toHaveLength(1);
    });
    await deal.withdrawn();
    await tax.behave({});
    expect(await invoices.comesTo(invoiceId, 'accepted')).toMatchObject({ toReverseFor: 'withdrawn' });
    expect(await invoices.list('invoices-to-reverse')).toContain('5-107');
  });

  it('FIN-11 is handed over once, on a day that was, to somebody who is masked; the slip is a PDF', async () => {
    const { deal, invoiceId } = await invoices.standing('5-106');
    const slip = () => invoices.finance.service.ask(InvoiceSlip, { invoiceId }, [cast.wu, 'report.desk']);
    const { name, file } = await slip();
    expect(name).toMatch(/^FP-\d{4}-\d{6}\.pdf$/);
    expect(Buffer.from(file, 'base64').subarray(0, 4).toString()).toBe('%PDF');
    const early = invoices.collect(invoiceId, addDays(today, -1));
    await expect(early).rejects.toMatchObject({ code: 'FIN-11.before-issue' });
    const late = invoices.collect(invoiceId, addDays(today, 1));
    await expect(late).rejects.toMatchObject({ code: 'FIN-11.not-yet' });
    expect(await invoices.collect(invoiceId, today)).toMatchObject({ state: 'collected' });
    await expect(invoices.collect(invoiceId, today)).rejects.toMatchObject({ code: 'FIN-11.not-now' });
    expect(await invoices.sheet(invoiceId)).toMatchObject({ collectedBy: '林*', collectedOn: today });
    expect(await invoices.list('invoices-to-hand-over')).not.toContain('5-106');
    expect(await invoices.finance.told(InvoiceCollected, deal)).toMatchObject([{ invoiceId, collectedOn: today }]);
    expect(JSON.stringify(await sql('select * from invoice where id = ?', invoiceId))).not.toContain('林晓');
  });
});
