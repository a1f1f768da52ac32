import {
  AnswerServiceRequest,
  AssignServiceRequest,
  CloseServiceRequest,
  RegisterServiceRequest,
  ReopenServiceRequest,
  ServiceRequestById,
  ServiceRequests,
} from '#contracts/sales-service-requests.js';
import type { Asking } from '#contracts/message.js';
import { cast, idOf, type Person } from '#testing/cast.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { project, SalesInTest } from './in-test.js';

let sales: SalesInTest;
let lin: string;
let unitId: string;
beforeAll(async () => {
  sales = await SalesInTest.begin();
  lin = await sales.customer();
  unitId = await sales.offered('3-1201');
});
afterAll(() => sales.service.close());

const ask = <A extends Asking>(asking: A, payload: object, by: Person = cast.zhu) =>
  sales.service.ask(asking, payload, [by, 'service-request.handle']);
const register = (differently: object = {}, by = cast.zhu) => {
  const asked = { projectId: project, customerId: lin, unitId, kind: 'complaint', text: '样板房不符' };
  return ask(RegisterServiceRequest, { ...asked, ...differently }, by);
};
const registered = async () => (await register()).requestId as string;
const assigned = async (assigneeId = cast.zhu.id) => {
  const requestId = await registered();
  await ask(AssignServiceRequest, { requestId, assigneeId }, cast.li);
  return requestId;
};
const answer = (requestId: string, by = cast.zhu) => ask(AnswerServiceRequest, { requestId, text: '已说明' }, by);
const sheet = (requestId: string, by = cast.zhu) => ask(ServiceRequestById, { requestId }, by);
const list = async (asked: object, by = cast.li) =>
  (await ask(ServiceRequests, { projectId: project, ...asked }, by)).items as { requestId: string }[];

describe('CRM-7 a complaint or an after-sales request', () => {
  it('CRM-7 is registered, assigned, answered and closed by the customer’s word', async () => {
    const { requestId, state, answerBy } = await register();
    expect(state).toBe('registered');
    expect(new Date(answerBy).getTime()).toBeGreaterThan(Date.now());
    await ask(AssignServiceRequest, { requestId, assigneeId: cast.zhu.id, reason: '熟悉该客户' }, cast.li);
    expect(await answer(requestId)).toMatchObject({ state: 'answered' });
    expect(await ask(CloseServiceRequest, { requestId, word: '满意' })).toMatchObject({ state: 'closed' });
    expect(await sheet(requestId)).toMatchObject({
      ...{ state: 'closed', overdue: false, customerId: lin, unitId, assigneeId: cast.zhu.id },
      history: [
        { step: 'register', by: '朱', text: '样板房不符' },
        { step: 'assign', by: '李', assigneeId: cast.zhu.id, text: '熟悉该客户' },
        { step: 'answer', by: '朱', text: '已说明' },
        { step: 'close', by: '朱', text: '满意' },
      ],
    });
    await expect(sales.service.rows('update service_request_step set text = null')).rejects.toThrow(
      /permission denied/,
    );
  });

  it('CRM-7 not answered in time is on the list 逾期客诉 until it is answered', async () => {
    const requestId = await assigned();
    await sales.service.pass('CRM-7.answer', requestId);
    expect(await list({ overdue: 'true' })).toMatchObject([{ requestId, overdue: true }]);
    await answer(requestId);
    expect(await list({ overdue: 'true' })).toEqual([]);
  });

  it('CRM-7 is answered again within a new deadline when the customer is not content, closed or not', async () => {
    const requestId = await assigned();
    await answer(requestId);
    await expect(ask(ReopenServiceRequest, { requestId, word: '' })).rejects.toMatchObject({
      fields: [{ field: 'word' }],
    });
    const again = await ask(ReopenServiceRequest, { requestId, word: '没有解决' });
    expect(again).toMatchObject({ state: 'assigned' });
    await sales.service.pass('CRM-7.answer', requestId);
    expect(await sheet(requestId)).toMatchObject({ overdue: true });
    await answer(requestId);
    await ask(CloseServiceRequest, { requestId, word: '好' });
    expect(await ask(ReopenServiceRequest, { requestId, word: '又漏水' })).toMatchObject({ state: 'assigned' });
  });

  it('CRM-7 goes by its steps alone, and says where it stands', async () => {
    const requestId = await registered();
    const early = { code: 'CRM-7.step', facts: { stateZh: '待指派', stepZh: '答复' } };
    await expect(answer(requestId)).rejects.toMatchObject(early);
    await expect(ask(CloseServiceRequest, { requestId, word: '好' })).rejects.toMatchObject({ code: 'CRM-7.step' });
    await expect(ask(ReopenServiceRequest, { requestId, word: '好' })).rejects.toMatchObject({ code: 'CRM-7.step' });
  });

  it('CRM-7 is answered by whom it is assigned to; given to another, by that one', async () => {
    const requestId = await assigned(cast.li.id);
    await expect(answer(requestId)).rejects.toMatchObject({ code: 'CRM-7.other-assignee' });
    await ask(AssignServiceRequest, { requestId, assigneeId: cast.zhu.id });
    await expect(answer(requestId)).resolves.toMatchObject({ state: 'answered' });
  });

  it('CRM-7 of two answers at once one is taken', async () => {
    const requestId = await assigned();
    const outcomes = await Promise.allSettled([answer(requestId), answer(requestId)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await sheet(requestId)).history).toHaveLength(3);
  });

  it('CRM-7 is about a customer and a unit of the project', async () => {
    await sales.opened(idOf('project 2'), 'XS');
    const elsewhere = await sales.customer(cast.zhao, { projectId: idOf('project 2') });
    await expect(register({ customerId: elsewhere })).rejects.toMatchObject({ code: 'CRM-7.other-customer' });
    const there = await sales.offered('9-901', { projectId: idOf('project 2') });
    await expect(register({ unitId: there })).rejects.toMatchObject({ code: 'CRM-7.other-unit' });
    await expect(register({ customerId: idOf('nobody') })).rejects.toMatchObject({ code: 'ALL.unknown' });
    await expect(register({ unitId: undefined })).resolves.toMatchObject({ state: 'registered' });
  });

  it('CRM-7 pages by the time it is due, by state and by assignee', async () => {
    const one = await ask(ServiceRequests, { projectId: project, limit: 2 });
    const two = await ask(ServiceRequests, { projectId: project, limit: 2, after: one.next });
    const seen = [...one.items, ...two.items].map(({ requestId }: { requestId: string }) => requestId);
    expect(new Set(seen).size).toBe(4);
    expect(await list({ state: 'closed' })).toHaveLength(1);
    const his = await list({ assigneeId: cast.li.id });
    expect(his).toEqual([]);
  });

  it('ALL-5 is not for a consultant, nor for a stranger to the project', async () => {
    const requestId = await registered();
    await expect(register({}, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(sheet(requestId, cast.zhao)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
    await expect(answer(requestId, cast.xu)).rejects.toMatchObject({ code: 'ALL-5.out-of-scope' });
  });

  it('ALL-9 what the customer said stays out of the audit', async () => {
    await registered();
    const rows = await sales.service.rows(`select after from audit where entity = 'service_request_step'`);
    expect(JSON.stringify(rows)).not.toContain('样板房不符');
  });
});
