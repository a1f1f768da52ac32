import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayInTest, gatewayInTest } from '../core/in-test.js';

let gateway: GatewayInTest;
beforeAll(async () => {
  gateway = await gatewayInTest();
});
afterAll(() => gateway?.close());

describe('a person with a browser', () => {
  it.each([
    ['/', 'text/html', 'href="/docs"'],
    ['/docs', 'text/html', 'src="/docs/swagger-ui.js"'],
    ['/docs/swagger-ui.js', 'text/javascript', 'SwaggerUIBundle'],
    ['/docs/swagger-ui.css', 'text/css', '.swagger-ui'],
    ['/docs/start.js', 'text/javascript', '/openapi.json'],
    ['/landing.css', 'text/css', 'main'],
    ['/openapi.json', 'application/json', '3.1.1'],
    ['/healthz', 'application/json', 'ok'],
  ])('finds %s, from this server alone', async (page, type, contains) => {
    const { status, headers, body: found } = await gateway.send('GET', page);
    expect([status, headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`]);
    expect(typeof found === 'string' ? found : JSON.stringify(found)).toContain(contains);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    if (type === 'text/html') expect(found).not.toMatch(/https?:\/\//);
  });
});
