import { register } from 'node:module';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { PinoInstrumentation } from '@opentelemetry/instrumentation-pino';
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK, type NodeSDKConfiguration } from '@opentelemetry/sdk-node';
import { prometheus } from './metrics.js';
import { personalFields, withoutValues } from './personal.js';
import { flush } from './trace.js';

// Loaded by `node --import` before anything else: what is imported earlier stays without spans. Only these packages are
// wrapped, since wrapping every module of a service doubles the time it takes to start.
register('@opentelemetry/instrumentation/hook.mjs', import.meta.url, {
  data: { include: ['pg', 'pg-pool', 'pino', 'http', 'node:http'] },
});

// Every request is recorded, whatever a caller outside put into its traceparent flags (GAT-5).
process.env.OTEL_TRACES_SAMPLER ??= 'always_on';
process.env.OTEL_BSP_SCHEDULE_DELAY ??= '500';
process.env.OTEL_PROPAGATORS ??= 'tracecontext';

const collected = Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT);
new NodeSDK({
  serviceName: process.env.SERVICE ?? 'loupan',
  resourceDetectors: [],
  metricReaders: [prometheus],
  logRecordProcessors: [],
  instrumentations: instrumentations(),
  ...(collected ? { traceExporter: new OTLPTraceExporter() } : { spanProcessors: [nowhere()] }),
}).start();

process.once('beforeExit', () => void flush());

function instrumentations(): NodeSDKConfiguration['instrumentations'] {
  const query = [...personalFields, 'q', 'search', 'token'];
  return [
    new HttpInstrumentation({
      disableOutgoingRequestInstrumentation: true,
      ignoreIncomingRequestHook: ({ url }) => /^\/(healthz|readyz|metrics)\b/.test(url ?? ''),
      redactedQueryParamsServer: query,
    }),
    // Only where somebody collects the spans: a statement is asked so often that even an empty span is felt.
    ...(collected ? [statements()] : []),
    new PinoInstrumentation({ disableLogSending: true }),
    new UndiciInstrumentation({ requireParentforSpans: true }),
    new RuntimeNodeInstrumentation(),
  ];
}

function statements(): PgInstrumentation {
  return new PgInstrumentation({
    requireParentSpan: true,
    enhancedDatabaseReporting: false,
    ignoreConnectSpans: true,
    requestHook: (span, asked) => void span.setAttribute('db.query.text', withoutValues(asked.query.text)),
  });
}

/** Without a collector the spans exist, so that logs, answers and messages carry trace ids, and then go nowhere. */
function nowhere(): NonNullable<NodeSDKConfiguration['spanProcessors']>[number] {
  return { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };
}
