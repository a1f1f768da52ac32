import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportBuilding } from '#contracts/inventory.js';
import { SubscribeUnit } from '#contracts/sales.js';
import { natsOptions } from '#messaging/connection.js';
import type { AnswerEnvelope, AskEnvelope } from '#messaging/envelope.js';
import { verifiedActor } from '#messaging/actor-token.js';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, type MicroserviceOptions, Transport } from '@nestjs/microservices';
import { GatewayModule } from '../module.js';
import { routes } from '../routes/routes.js';
import { type GatewayInTest, gatewayInTest } from './in-test.js';
import { closeGateway, openGateway } from './open.js';

/** What the stand-in for sales was asked, and what it answers next. */
const asked: AskEnvelope[] = [];
let answer: AnswerEnvelope = { answer: {} };
let arrived = Promise.withResolvers<void>();
let release: Promise<void> | undefined;

@Controller()
class StandIn {
  @MessagePattern(SubscribeUnit.subject)
  async subscribe(envelope: AskEnvelope): Promise<AnswerEnvelope> {
    asked.push(envelope);
    arrived.resolve();
    await release;
    return answer;
  }
}

@Module({ controllers: [StandIn] })
class StandInModule {}

let gateway: GatewayInTest;
let sales: INestMicroservice;
let zhao: { cookie: string };
const unit = randomUUID();
const path = `/v1/units/${unit}/subscriptions`;
const body = { customerId: randomUUID(), planId: randomUUID() };

beforeAll(async () => {
  gateway = await gatewayInTest();
  await gateway.account('zhao', [{ role: 'consultant', projects: '*' }]);
  await gateway.account('sun', [{ role: 'sales_supervisor', projects: '*' }]);
  zhao = await gateway.signIn('zhao');
  process.env.NATS_SEED_FILE = join(process.env.TEST_NATS_SEEDS!, 'sales.seed');
  const options = { transport: Transport.NATS, options: natsOptions('sales') } as MicroserviceOptions;
  sales = await NestFactory.createMicroservice<MicroserviceOptions>(StandInModule, { ...options, logger: false });
  await sales.listen();
});
afterAll(async () => {
  await sales?.close();
  await gateway?.close();
});

const subscribe = (headers = {}, sent: unknown = body) => gateway.send('POST', path, { as: zhao, body: sent, headers });

describe('a command', () => {
  it('reaches its service with payload, key and the gateway’s word on who asks', async () => {
    answer = { answer: { subscriptionId: 's-1', dealPrice: '1234567.89' } };
    const { status, headers, body: answered } = await subscribe({ 'idempotency-key': 'key-1' });
    expect([status, answered]).toEqual([201, { subscriptionId: 's-1', dealPrice: '1234567.89' }]);
    expect(headers.get('idempotency-key')).toBe('key-1');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    const { payload, key, token } = asked.at(-1)!;
    expect([payload, key]).toEqual([{ unitId: unit, ...body }, 'key-1']);
    expect(await verifiedActor(token, SubscribeUnit.subject)).toMatchObject({
      name: 'zhao',
      operation: 'subscription.make',
      grants: [{ role: 'consultant', scope: 'own', projects: '*' }],
    });
  });

  it('gets a key of its own when it brings none, and may not bring a bad one', async () => {
    const [one, other] = [await subscribe(), await subscribe()];
    expect(one.headers.get('idempotency-key')).toMatch(/^[\da-f-]{36}$/);
    expect(other.headers.get('idempotency-key')).not.toBe(one.headers.get('idempotency-key'));
    const bad = await subscribe({ 'idempotency-key': 'a'.repeat(65) });
    expect([bad.status, bad.body.code]).toEqual([400, 'GAT-3.bad-key']);
  });

  it('is refused in both languages with the facts', async () => {
    answer = { refused: { code: 'ALL.unknown', facts: { what: 'Offer', id: unit } } };
    const { status, headers, body: problem } = await subscribe({ 'accept-language': 'en' });
    expect([status, problem.detail]).toEqual([404, `There is no Offer ${unit}`]);
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(problem).toMatchObject({ type: 'urn:loupan:refusal:ALL.unknown', facts: { what: 'Offer' } });
    expect(problem.message.zh).toBe(`没有找到Offer：${unit}`);
  });

  it('that fails inside is a fault without detail', async () => {
    answer = { fault: 'abcdef' };
    const { status, body: problem } = await subscribe();
    expect([status, problem.code, problem.facts]).toEqual([500, 'ALL.fault', {}]);
  });

  it('that finds nobody can be sent again', async () => {
    const { status, headers, body: problem } = await gateway.send('GET', `/v1/units/${unit}`, { as: zhao });
    expect([status, problem.code]).toEqual([503, 'ALL.busy']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('bad input', () => {
  it.each([
    ['no field', {}, ['customerId', 'planId']],
    ['an unknown field', { ...body, price: 1 }, ['price']],
    ['a field of the path', { ...body, unitId: unit }, ['unitId']],
    [
      'a field that is wrong inside',
      { ...body, buyers: [{ customerId: 'x', share: 1 }] },
      ['buyers.0.customerId', 'buyers.0.share'],
    ],
    ['a list', [1], ['']],
  ])('with %s is 400 and names it', async (_, sent, fields) => {
    const before = asked.length;
    const { status, body: problem } = await subscribe({}, sent);
    expect([status, problem.code]).toEqual([400, 'ALL.invalid']);
    expect(problem.fields.map((one: { field: string }) => one.field)).toEqual(fields);
    expect(asked).toHaveLength(before);
  });

  it('names an id of the path that is none', async () => {
    const { status, body: problem } = await gateway.send('GET', '/v1/units/3-1201', { as: zhao });
    expect([status, problem.fields[0].field]).toEqual([400, 'unitId']);
  });

  it.each([
    ['broken JSON', '{"a":', { 'content-type': 'application/json' }, 400, 'GAT-3.bad-request'],
    ['a prototype', '{"__proto__": {}}', { 'content-type': 'application/json' }, 400, 'GAT-3.bad-request'],
    ['a form', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'GAT-3.media-type'],
    ['plain text', '{}', { 'content-type': 'text/plain' }, 415, 'GAT-3.media-type'],
    ['a file where none is taken', 'xlsx', { 'content-type': 'application/octet-stream' }, 400, 'ALL.invalid'],
    ['9 MB', ' '.repeat(9 << 20), { 'content-type': 'application/json' }, 413, 'GAT-3.too-large'],
  ])('as %s is refused', async (_, sent, headers, status, code) => {
    const answered = await subscribe(headers, sent);
    expect([answered.status, answered.body.code]).toEqual([status, code]);
  });

  it('may be empty where nothing is missing', async () => {
    const headers = { 'content-type': 'application/json' };
    const { status } = await gateway.send('DELETE', '/v1/session', {
      as: await gateway.signIn('zhao'),
      body: '',
      headers,
    });
    expect(status).toBe(204);
  });
});

describe('a route', () => {
  it('takes a file as it is, with the rest in the query', async () => {
    const row = routes.find(({ asks }) => asks === ImportBuilding)!;
    const sun = await gateway.signIn('sun');
    const url = `${row.path.replace('{projectId}', randomUUID())}?code=3&name=${encodeURIComponent('三号楼')}`;
    const file = new TextEncoder().encode('xlsx');
    const headers = { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
    expect((await gateway.send('POST', url, { as: sun, body: file, headers })).status).toBe(503);
    const large = await gateway.send('POST', url, { as: sun, body: new Uint8Array(6 << 20), headers });
    expect([large.status, large.body.code]).toEqual([413, 'GAT-3.too-large']);
    const nameless = await gateway.send('POST', url.split('?')[0]!, { as: sun, body: file, headers });
    expect(nameless.body.fields.map((one: { field: string }) => one.field)).toEqual(['code', 'name']);
  });

  it('that does not exist is told as such', async () => {
    const { status, body: problem } = await gateway.send('GET', '/v1/flats', { as: zhao });
    expect([status, problem.code, problem.facts]).toEqual([404, 'GAT-3.no-such-route', { route: 'GET /v1/flats' }]);
    expect((await gateway.send('PATCH', '/v1/projects', { as: zhao })).status).toBe(404);
  });

  it('without an operation stops the gateway from opening', async () => {
    const wrong = routes.map((row) => (row.asks === SubscribeUnit ? { ...row, needs: undefined as never } : row));
    await expect(openGateway(GatewayModule, wrong)).rejects.toThrow(
      `Route POST /v1/units/{unitId}/subscriptions says no operation`,
    );
  });
});

describe('a stop', () => {
  it('finishes the request at hand and takes no other', async () => {
    const going = Promise.withResolvers<void>();
    [answer, arrived, release] = [{ answer: { subscriptionId: 's-2' } }, Promise.withResolvers(), going.promise];
    const atHand = subscribe();
    await arrived.promise;
    const closed = closeGateway(gateway.app);
    await expect(gateway.send('GET', '/healthz')).rejects.toThrow('fetch failed');
    going.resolve();
    expect((await atHand).body).toEqual({ subscriptionId: 's-2' });
    await closed;
  });
});
