import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from './client.ts';

const answers = [
  [503, { code: 'ALL.busy' }],
  [409, { code: 'ALL-8.still-running' }],
  [201, { projectId: 'p' }],
  [409, { code: 'HOLD-1.unit-held' }],
] as const;
const keys: unknown[] = [];
let server: Server;
let client: Client;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [status, body] = answers[keys.length]!;
    keys.push(request.headers['idempotency-key']);
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new Client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'li', 'token', 'id');
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

it('what a service cannot answer now is sent again with the same key, and a refusal is not', async () => {
  expect(await client.post('/v1/projects')).toEqual({ projectId: 'p' });
  expect(new Set(keys).size).toBe(1);
  await expect(client.post('/v1/projects')).rejects.toThrow('HOLD-1.unit-held');
  expect(keys).toHaveLength(4);
});
