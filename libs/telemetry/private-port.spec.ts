import { describe, expect, it } from '@jest/globals';
import { line, run } from './child.js';

describe('the private port', () => {
  it('says alive, ready or why not, and the metrics as Prometheus text', async () => {
    const { lines } = await run(privatePortScript);
    const answers = line(lines, 'answers').answers;
    expect(answers['/healthz'].status).toBe(200);
    expect(answers['/readyz']).toEqual({ status: 503, body: '{"ok":false,"checks":{"database":"down"}}\n' });
    expect(answers['/other'].status).toBe(404);
    const metrics: string = answers['/metrics'].body;
    expect(metrics).toContain('# TYPE loupan_request_seconds histogram');
    expect(metrics).toContain('loupan_request_seconds_bucket{route="subscribe",le="0.05"} 1');
    expect(metrics).toContain('loupan_outbox_oldest_seconds 1.5');
    expect(metrics).toContain('loupan_consumer_lag{stream="SALES"} 3');
    expect(metrics).toContain('loupan_retries_total 2');
    expect(metrics).toMatch(/nodejs_eventloop_/);
    expect(metrics).not.toContain('loupan_broken ');
  });
});

const privatePortScript = `
  import { log } from './libs/telemetry/log.ts';
  import { counter, gauge, histogram } from './libs/telemetry/metrics.ts';
  import { privatePort } from './libs/telemetry/private-port.ts';
  histogram('loupan_request_seconds', 'Seconds to answer', 's')(0.03, { route: 'subscribe' });
  counter('loupan_retries', 'Transactions run again')(2);
  gauge('loupan_outbox_oldest_seconds', 'Age', async () => 1.5);
  gauge('loupan_consumer_lag', 'Behind', () => [{ value: 3, attributes: { stream: 'SALES' } }]);
  gauge('loupan_broken', 'Fails', () => { throw new Error('database gone'); });
  const open = await privatePort({ port: 0, ready: async () => ({ ok: false, checks: { database: 'down' } }) });
  const answers = {};
  for (const path of ['/healthz', '/readyz', '/metrics', '/other']) {
    const answer = await fetch('http://127.0.0.1:' + open.port + path);
    answers[path] = { status: answer.status, body: await answer.text() };
  }
  log.info({ answers }, 'answers');
  await open.close();
`;
