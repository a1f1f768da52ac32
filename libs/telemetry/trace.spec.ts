import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { line, run } from './child.js';
import { collector } from './collector.js';

const caller = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' };

describe('telemetry of a process', () => {
  it('sends one trace from the HTTP request through inner spans to the call outside', async () => {
    const [spans, bank] = await Promise.all([collector(), deafBank()]);
    const env = { SERVICE: 'gateway', OTEL_EXPORTER_OTLP_ENDPOINT: spans.url, BANK_URL: bank.url };
    const { lines } = await run(gatewayScript, env);
    await Promise.all([spans.close(), bank.close()]);

    const server = spans.trace(caller.trace).find((span) => span.kind === 2);
    const command = spans.named('cmd.sales.subscribe-unit');
    const outgoing = spans.spans().find((span) => span.kind === 3 && span.attributes['server.port']);
    expect(server).toMatchObject({ traceId: caller.trace, parentSpanId: caller.span, service: 'gateway', kind: 2 });
    expect(server?.attributes['url.query']).toBe('phone=REDACTED');
    expect(command).toMatchObject({ traceId: caller.trace, parentSpanId: server?.spanId });
    expect(outgoing).toMatchObject({ traceId: caller.trace, parentSpanId: command?.spanId });
    expect(bank.askedWith()).toBe(`00-${caller.trace}-${outgoing?.spanId}-01`);
    expect(spans.named('evt.heard')).toMatchObject({ traceId: caller.trace, kind: 5 });
    expect(line(lines, 'inside')).toMatchObject({
      trace_id: caller.trace,
      span_id: command?.spanId,
      service: 'gateway',
    });
  });

  it('marks a fault as failed, notes a refusal without failing, and says nothing of the values written', async () => {
    const spans = await collector();
    await run(faultScript, { OTEL_EXPORTER_OTLP_ENDPOINT: spans.url });
    await spans.close();

    const refused = spans.named('refused');
    expect(refused).toMatchObject({ status: {}, events: [] });
    expect(refused?.attributes['refusal.code']).toBe('SUB-3.deposit-unpaid');
    expect(spans.named('failed')?.status).toEqual({ code: 2, message: 'SQLSTATE 23505 customer customer_phone' });
    expect(JSON.stringify(spans.spans())).not.toContain('13812345678');
  });

  it('gives trace ids without a collector, and leaves pg alone, whose spans nobody would see', async () => {
    const { lines } = await run(`
      import pg from 'pg';
      import { log } from './libs/telemetry/log.ts';
      import { inSpan, shortTraceId, traceId, currentCarrier } from './libs/telemetry/trace.ts';
      await inSpan('work', 'internal', {}, undefined, () =>
        log.info({ id: traceId(), short: shortTraceId(), carrier: currentCarrier() }, 'ids'));
      log.info({ patched: Boolean(pg.Client.prototype.query.__wrapped), outside: traceId() ?? null }, 'after');
    `);
    const ids = line(lines, 'ids');
    expect(ids.id).toMatch(/^[0-9a-f]{32}$/);
    expect(ids).toMatchObject({ trace_id: ids.id, short: ids.id.slice(0, 8) });
    expect(ids.carrier.traceparent).toMatch(new RegExp(`^00-${ids.id}-[0-9a-f]{16}-01$`));
    expect(line(lines, 'after')).toMatchObject({ patched: false, outside: null });
  });
});

const gatewayScript = `
  import { createServer } from 'node:http';
  import { log } from './libs/telemetry/log.ts';
  import { inSpan, currentCarrier, flush } from './libs/telemetry/trace.ts';
  const server = createServer(async (request, response) => {
    const carrier = await inSpan('cmd.sales.subscribe-unit', 'client', { 'command.id': '1' }, undefined, async () => {
      log.info('inside');
      await (await fetch(process.env.BANK_URL + '/bank')).text();
      return currentCarrier();
    });
    await inSpan('evt.heard', 'consumer', {}, carrier, () => {});
    response.end('ok');
  }).listen(0, '127.0.0.1', async () => {
    const { get } = await import('node:http');
    const headers = { traceparent: '00-${caller.trace}-${caller.span}-01' };
    get({ port: server.address().port, path: '/v1/customers?phone=13812345678', headers, agent: false }, (answer) => {
      answer.resume().on('end', () => server.close());
    });
  });
`;

const faultScript = `
  import { inSpan } from './libs/telemetry/trace.ts';
  const refusal = Object.assign(new Error('no'), { code: 'SUB-3.deposit-unpaid' });
  const values = new Error("insert into customer values ('13812345678') - duplicate key");
  const fault = Object.assign(values, { code: '23505', table: 'customer', constraint: 'customer_phone' });
  await inSpan('refused', 'server', {}, undefined, () => { throw refusal; }).catch(() => {});
  await inSpan('failed', 'server', {}, undefined, async () => { throw fault; }).catch(() => {});
`;

/** A server that only remembers the trace context it was asked with. */
async function deafBank() {
  let traceparent: unknown;
  const server = createServer((request, response) => {
    traceparent = request.headers.traceparent;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, askedWith: () => traceparent, close: async () => (server.closeAllConnections(), server.close()) };
}
