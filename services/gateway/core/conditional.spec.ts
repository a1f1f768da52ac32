import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayInTest, gatewayInTest } from './in-test.js';

let gateway: GatewayInTest;
let as: { cookie: string };
beforeAll(async () => {
  gateway = await gatewayInTest();
  await gateway.account('zhao', [{ role: 'consultant', projects: '*' }]);
  as = await gateway.signIn('zhao');
});
afterAll(() => gateway?.close());

const me = (tag?: string) => gateway.send('GET', '/v1/me', { as, headers: tag ? { 'if-none-match': tag } : {} });

describe('GAT-3 conditional requests', () => {
  it('GAT-3 what was read has a tag, with which it comes again only if it changed', async () => {
    const first = await me();
    const tag = first.headers.get('etag')!;
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await me(known);
      expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', tag]);
    }
    const changed = await me('"other"');
    expect([changed.status, changed.body]).toEqual([200, first.body]);
  });

  it('GAT-3 a tag opens nothing: who is signed out or has no right is told so', async () => {
    const tag = (await me()).headers.get('etag')!;
    const answer = await gateway.send('GET', '/v1/me', { headers: { 'if-none-match': tag } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('etag')).toBeNull();
  });
});
