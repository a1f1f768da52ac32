import {
  ChannelReports,
  ConfirmChannelVisit,
  DefineChannelPartner,
  EndChannelPartner,
  ReportChannelCustomer,
} from '#contracts/sales-channels.js';
import { CustomerEntered, RecordCustomerEvent } from '#contracts/sales-customers.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let partnerId: string;
let phones = 13_600_000_000;

const define = (rule: object, by: Person = cast.li) =>
  sales.service.ask(DefineChannelPartner, { projectId: project, name: '安居', ...rule }, [by, 'customer.assign']);
const report = (phone: string, differently: object = {}, by: Person = cast.zhao) => {
  const asked = { partnerId, customerName: '何方', phone, ...differently };
  return sales.service.ask(ReportChannelCustomer, asked, [by, 'customer.write']);
};
const confirm = (reportId: string, customerId: string, by: Person = cast.zhao) =>
  sales.service.ask(ConfirmChannelVisit, { reportId, customerId }, [by, 'customer.write']);
const reports = async (asked: object = {}, by: Person = cast.li) =>
  (await sales.service.ask(ChannelReports, { projectId: project, ...asked }, [by, 'customer.write'])).items;
const entered = async (phone: string, kind = 'first-visit') => {
  const customerId = await sales.customer(cast.zhao, { phone, firstEvent: { kind } });
  await sales.echo(CustomerEntered, customerId);
  return customerId;
};

/** Reported, and come at the first visit. */
async function brought(by = partnerId): Promise<{ reportId: string; customerId: string }> {
  const phone = String(++phones);
  const { reportId } = await report(phone, { partnerId: by });
  return { reportId, customerId: await entered(phone) };
}

beforeAll(async () => {
  sales = await SalesInTest.begin();
  ({ partnerId } = await define({ rate: '0.01' }));
});
afterAll(() => sales.service.close());

describe('CRM-8 a report of a channel partner', () => {
  it('CRM-8 protects a customer nobody knows; a visit confirms it, and the protection begins anew', async () => {
    const phone = String(++phones);
    const made = await report(`+86${phone}`);
    expect(made).toMatchObject({ state: 'reported' });
    const customerId = await entered(phone, 'first-call');
    await expect(confirm(made.reportId, customerId)).rejects.toMatchObject({ code: 'CRM-8.no-visit' });
    await sales.service.ask(RecordCustomerEvent, { customerId, kind: 'visit' }, [cast.zhao, 'customer.write']);
    const came = await confirm(made.reportId, customerId);
    expect(came).toMatchObject({ state: 'visited' });
    const [row] = await reports({ state: 'visited' });
    expect(row).toMatchObject({ ...came, customerId, customerName: '何*', phone: `136****${phone.slice(-4)}` });
  });

  it('CRM-8 is confirmed by itself when the customer is entered at the first visit', async () => {
    const { reportId, customerId } = await brought();
    const found = (await reports({ state: 'visited' })).find((row: any) => row.reportId === reportId);
    expect(found).toMatchObject({ customerId });
    await expect(confirm(reportId, customerId)).rejects.toMatchObject({ code: 'CRM-8.not-open' });
  });

  it('CRM-8 is refused for who is a customer of the project, and for who is reported', async () => {
    const phone = String(++phones);
    await entered(phone);
    const known = { code: 'CRM-8.known-customer', facts: { project: '云湖' } };
    await expect(report(`0086${phone}`)).rejects.toMatchObject(known);
    const other = String(++phones);
    const { protectedUntil } = await report(other);
    const again = report(other, { partnerId: (await define({ amount: '5000' })).partnerId });
    await expect(again).rejects.toMatchObject({ code: 'CRM-8.reported-already', facts: { until: protectedUntil } });
  });

  it('CRM-8 of ten of one phone at once exactly one is taken', async () => {
    const phone = String(++phones);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => report(phone)));
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost.map(({ reason }) => reason.code)).toEqual(Array.from({ length: 9 }, () => 'CRM-8.reported-already'));
  });

  it('CRM-8 lapses by itself when its protection is over, and another may report', async () => {
    const phone = String(++phones);
    const { reportId } = await report(phone);
    await sales.service.pass('CRM-8.protection', reportId);
    expect((await reports({ state: 'lapsed' })).map((row: any) => row.reportId)).toContain(reportId);
    const customerId = await entered(String(++phones));
    await expect(confirm(reportId, customerId)).rejects.toMatchObject({ code: 'CRM-8.not-open' });
    await expect(report(phone)).resolves.toMatchObject({ state: 'reported' });
  });

  it('CRM-8 is not confirmed by somebody else’s visit, or by another consultant', async () => {
    const { reportId } = await report(String(++phones));
    const stranger = await entered(String(++phones));
    await expect(confirm(reportId, stranger)).rejects.toMatchObject({ code: 'CRM-8.other-person' });
    await expect(confirm(reportId, stranger, cast.zhou)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('CRM-8 ALL-9 pages by the end of the protection, and neither name nor phone stands there in clear', async () => {
    const one = await sales.service.ask(ChannelReports, { projectId: project, limit: 1 }, [cast.li, 'customer.write']);
    const rest = await reports({ after: one.next, limit: 200 });
    expect(rest.map((row: any) => row.reportId)).not.toContain(one.items[0].reportId);
    expect(await reports({}, cast.zhou)).toEqual([]);
    await expect(reports({}, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    const kept = await sales.service.rows('select r::text as row from channel_report r');
    const audit = await sales.service.rows(`select after from audit where entity = 'channel_report'`);
    expect(JSON.stringify([kept, audit])).not.toMatch(/何方|1360000/);
  });
});

describe('CRM-8 a partner', () => {
  it('CRM-8 that is ended reports nobody any more', async () => {
    const { partnerId: id } = await define({ rate: '0.02' });
    const ending = { partnerId: id, reason: '协议到期' };
    await sales.service.ask(EndChannelPartner, ending, [cast.li, 'customer.assign']);
    const late = report(String(++phones), { partnerId: id });
    await expect(late).rejects.toMatchObject({ code: 'CRM-8.partner-ended', facts: { partner: '安居' } });
  });

  it('CRM-8 has a rate or an amount, and is the manager’s to define', async () => {
    await expect(define({})).rejects.toMatchObject({ code: 'CRM-8.rule-unclear' });
    await expect(define({ rate: '0.1', amount: '1' })).rejects.toMatchObject({ code: 'CRM-8.rule-unclear' });
    await expect(define({ rate: '0.01' }, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(define({ projectId: idOf('x'), rate: '0.1' })).rejects.toMatchObject({ code: 'ALL.unknown' });
  });
});
