import { ContractSigned, UnitSubscribed } from '#contracts/sales.js';
import { DefineChannelPartner, ReportChannelCustomer } from '#contracts/sales-channels.js';
import { RegisterServiceRequest } from '#contracts/sales-service-requests.js';
import { SalesList } from '#contracts/named-lists.js';
import type { Operation } from '#permissions/operations.js';
import { cast, idOf } from '#testing/cast.js';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { project, SalesInTest } from '../commands/in-test.js';

let sales: SalesInTest;
beforeAll(async () => void (sales = await SalesInTest.begin()));
afterAll(() => sales.service.close());

const read = async (list: string, needs: Operation = 'report.desk') =>
  (await sales.service.ask(SalesList, { list, projectId: project }, [cast.li, needs])).items;

it('CRM-3 ALL-7 a survey is on the list 待做成交调查, and on 未做成交调查 once it is late', async () => {
  const { subscriptionId, unitId } = await sales.subscribed('3-1201');
  await sales.echo(UnitSubscribed, unitId);
  expect(await read('surveys-due')).toMatchObject([{ id: subscriptionId, unit: '3-1201' }]);
  await sales.service.pass('CRM-3.survey', subscriptionId);
  expect([await read('surveys-due'), await read('surveys-missing')]).toMatchObject([[], [{ unit: '3-1201' }]]);
});

it('CRM-4 ALL-7 a customer nobody contacted in time is on the list 逾期回访', async () => {
  const customerId = await sales.customer();
  expect(await read('follow-ups-late', 'customer.write')).toEqual([]);
  const quiet = `update customer set last_event_at = now() - interval '7 days' where id = ?`;
  await sales.service.rows(quiet, [customerId]);
  expect(await read('follow-ups-late', 'customer.write')).toMatchObject([{ id: customerId, owner: '赵' }]);
});

it('CRM-6 ALL-7 a flagged contract is on its list until it is explained', async () => {
  const contractId = await sales.signed('3-1202');
  await sales.echo(ContractSigned, idOf('unit 3-1202'));
  expect(await read('commissions-unexplained')).toMatchObject([{ id: contractId, events: 1 }]);
});

it('CRM-7 ALL-7 a request is on 待答复客诉, and on 逾期客诉 once it is late', async () => {
  const asked = { projectId: project, customerId: await sales.customer(), kind: 'complaint', text: '电梯' };
  const { requestId } = await sales.service.ask(RegisterServiceRequest, asked, [cast.zhu, 'service-request.handle']);
  expect(await read('requests-open', 'service-request.handle')).toMatchObject([{ id: requestId, unit: '' }]);
  await sales.service.pass('CRM-7.answer', requestId);
  expect(await read('requests-open', 'service-request.handle')).toEqual([]);
  expect(await read('requests-late', 'service-request.handle')).toMatchObject([{ id: requestId }]);
});

it('CRM-8 ALL-7 a report is on the list of those protected, and then on 报备失效', async () => {
  const partner = { projectId: project, name: '安居', rate: '0.01' };
  const { partnerId } = await sales.service.ask(DefineChannelPartner, partner, [cast.li, 'customer.assign']);
  const asked = { partnerId, customerName: '何方', phone: '13600000001' };
  const { reportId } = await sales.service.ask(ReportChannelCustomer, asked, [cast.zhao, 'customer.write']);
  expect(await read('channel-reports-live', 'customer.write')).toMatchObject([{ id: reportId, partner: '安居' }]);
  await sales.service.pass('CRM-8.protection', reportId);
  expect(await read('channel-reports-live', 'customer.write')).toEqual([]);
  expect(await read('channel-reports-lapsed', 'customer.write')).toMatchObject([{ id: reportId, state: 'lapsed' }]);
});
