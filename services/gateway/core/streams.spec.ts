import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EventStream } from '#testing/event-stream.js';
import { eventually } from '#testing/eventually.js';
import type { INestMicroservice } from '@nestjs/common';
import type { Person } from '../entities/person.js';
import { board, boardInTest } from './board-in-test.js';
import { type GatewayInTest, gatewayInTest } from './in-test.js';
import { closeGateway } from './open.js';
import { Streams } from './streams.js';

const { projectId, buildingId, change } = board;

let gateway: GatewayInTest;
let inventory: INestMicroservice;
let zhao: { cookie: string };
let xu: Person;
const open: EventStream[] = [];
beforeAll(async () => {
  Object.assign(process.env, { STREAM_HEARTBEAT_MS: '200', STREAM_RECHECK_MS: '200' });
  gateway = await gatewayInTest();
  await gateway.account('zhao', [{ role: 'consultant', projects: '*' }]);
  xu = await gateway.account('xu', [{ role: 'consultant', projects: [projectId] }]);
  inventory = await boardInTest();
});
beforeEach(async () => {
  Object.assign(board, { shown: [], down: false });
  zhao = await gateway.signIn('zhao');
});
afterEach(() => Promise.all(open.splice(0).map((stream) => stream.close())));
afterAll(async () => {
  await inventory?.close();
  await gateway?.close();
});

async function follow({ as = zhao, last, path = `projects/${projectId}` }: Following = {}): Promise<EventStream> {
  const stream = await EventStream.open(`${gateway.url}/v1/${path}/board/changes`, as, last);
  open.push(stream);
  return stream;
}
interface Following {
  as?: { cookie: string };
  last?: string;
  path?: string;
}

const idsOf = (stream: EventStream) => stream.of('change').map(({ id }) => id);

describe('INV-8 a live board', () => {
  it('INV-8 GAT-3 tells every change as it happens, to all who follow, by asking once for all', async () => {
    const [one, other] = [await follow(), await follow()];
    expect([one.status, one.type]).toEqual([200, 'text/event-stream']);
    change();
    await eventually(() => expect(idsOf(other)).toEqual(['1']), 1_000);
    change();
    await eventually(() => expect(idsOf(one)).toEqual(['1', '2']), 1_000);
    expect(one.of('change')[1]).toMatchObject({ id: '2', data: { position: '2', code: '3-2', buildingId } });
    const before = board.asked;
    await eventually(() => expect(one.heartbeats).toBeGreaterThan(3));
    const beats = one.heartbeats;
    expect(board.asked - before).toBeLessThanOrEqual(beats * 3);
    await Promise.all([one.close(), other.close()]);
  });

  it('INV-8 GAT-3 resumes after a lost connection without missing one or telling one twice', async () => {
    change();
    const first = await follow();
    expect(idsOf(first)).toEqual([]);
    change();
    await eventually(() => expect(idsOf(first)).toEqual(['2']));
    await first.close();
    for (let n = 0; n < 10; n++) change();
    const [steady, again] = [await follow(), await follow({ last: first.lastId })];
    change();
    await eventually(() => expect(idsOf(again)).toEqual(['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13']));
    await eventually(() => expect(idsOf(steady)).toEqual(['13']));
  });

  it('INV-8 GAT-3 a connection that was lost before anything came resumes where it began', async () => {
    change();
    const first = await follow();
    await eventually(() => expect(first.lastId).toBe('1'));
    await first.close();
    change();
    const again = await follow({ last: first.lastId });
    await eventually(() => expect(idsOf(again)).toEqual(['2']));
  });

  it('INV-8 GAT-3 who is too far behind is told to read the board anew, and then followed again', async () => {
    for (let n = 0; n < 60; n++) change();
    const stream = await follow({ last: '1' });
    await eventually(() => expect(stream.of('reset')).toMatchObject([{ id: '60', data: { position: '60' } }]));
    change();
    await eventually(() => expect(idsOf(stream)).toEqual(['61']));
  });

  it('INV-8 of one building only its own changes', async () => {
    const stream = await follow({ path: `buildings/${buildingId}` });
    const neighbour = randomUUID();
    [neighbour, buildingId, neighbour, buildingId].forEach((id) => change(id));
    await eventually(() => expect(idsOf(stream)).toEqual(['2', '4']));
  });

  it('INV-8 while inventory is away it stays open, and then misses nothing', async () => {
    const stream = await follow();
    board.down = true;
    change();
    await eventually(() => expect(stream.heartbeats).toBeGreaterThan(1));
    board.down = false;
    await eventually(() => expect(idsOf(stream)).toEqual(['1']));
  });

  it('INV-8 nobody is asked when nobody follows', async () => {
    await (await follow()).close();
    const closed = async () => expect((await gateway.send('GET', '/v1/me', { as: zhao })).status).toBe(200);
    await closed();
    const at = board.asked;
    for (let n = 0; n < 20; n++) await closed();
    expect(board.asked).toBeLessThanOrEqual(at + 1);
  });
});

describe('GAT-3 who follows', () => {
  it('GAT-3 is signed in, has the right, and names where to resume', async () => {
    const nobody = await follow({ as: { cookie: '' } });
    expect([nobody.status, nobody.problem.code]).toEqual([401, 'GAT-1.signed-out']);
    const wrong = await follow({ last: 'yesterday' });
    expect([wrong.status, wrong.problem.fields[0].field]).toEqual([400, 'after']);
  });

  it('GAT-1 GAT-3 the stream ends when the session does', async () => {
    const stream = await follow();
    await gateway.send('DELETE', '/v1/session', { as: zhao });
    await stream.ended;
    expect(stream.of('end')).toMatchObject([{ data: { code: 'GAT-1.signed-out' } }]);
  });

  it('ALL-5 GAT-3 the stream ends when the right to the project is gone', async () => {
    const as = await gateway.signIn('xu');
    const stream = await follow({ as });
    expect(stream.status).toBe(200);
    await gateway
      .em()
      .execute('update person set assignments = ? where id = ?', [
        JSON.stringify([{ role: 'consultant', projects: [randomUUID()] }]),
        xu.id,
      ]);
    await stream.ended;
    expect(stream.of('end')).toMatchObject([{ data: { code: 'ALL-5.out-of-scope' } }]);
  });

  it('GAT-3 has a bounded number of streams, and may open another when one is closed', async () => {
    const streams = await Promise.all(Array.from({ length: 8 }, () => follow()));
    const ninth = await follow();
    expect([ninth.status, ninth.problem.code]).toEqual([429, 'GAT-3.too-many-streams']);
    await streams[0]!.close();
    await eventually(async () => expect((await follow()).status).toBe(200));
  });

  it('GAT-3 and reads too slowly is cut off instead of kept in memory', async () => {
    const { port } = new URL(gateway.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`GET /v1/projects/${projectId}/board/changes HTTP/1.1\r\nHost: x\r\nCookie: ${zhao.cookie}\r\n\r\n`);
    const first = Promise.withResolvers<void>();
    socket.once('data', () => (socket.pause(), first.resolve()));
    await first.promise;
    const streams = gateway.app.get(Streams);
    expect(streams.size).toBe(1);
    const text = 'x'.repeat(100_000);
    await eventually(() => {
      if (streams.size > 0 && board.shown.length < 400) change(buildingId, text);
      expect(streams.size).toBe(0);
    });
    socket.destroy();
  });
});

describe('a stop', () => {
  it('GAT-3 ends the streams, and does not wait for who follows', async () => {
    const stream = await follow();
    await closeGateway(gateway.app);
    await stream.ended;
    expect(stream.of('end')).toEqual([]);
  });
});
