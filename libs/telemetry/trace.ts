import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { plainError, refusalCode } from './personal.js';

/** W3C trace context as it travels in message headers and stands in outbox rows. */
export interface Carrier {
  traceparent?: string;
  tracestate?: string;
}

/**
 * Runs `fn` in a span and answers what it answers. The parent is the span told in `carrier`, or else the active one.
 * A fault marks the span as failed; a refusal (an error with a rule code) is an answer: only `refusal.code` is noted.
 * Attributes hold no personal data. Throws what `fn` throws.
 */
export async function inSpan<T>(
  name: string,
  kind: 'server' | 'client' | 'producer' | 'consumer' | 'internal',
  attributes: Attributes,
  carrier: Carrier | undefined,
  fn: () => Promise<T> | T,
): Promise<T> {
  const parent = parentOf(carrier);
  const span = tracer().startSpan(name, { kind: kinds[kind], attributes }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), fn);
  } catch (error) {
    note(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** The active trace context, to be sent along or kept in a row; empty outside a span. */
export function currentCarrier(): Carrier {
  const carrier: Carrier = {};
  propagation.inject(context.active(), carrier);
  return carrier;
}

/** The active trace's id, 32 hex digits; undefined outside a span. */
export function traceId(): string | undefined {
  return trace.getActiveSpan()?.spanContext().traceId;
}

/** The first 8 hex digits of the trace id, as printed on receipts and contracts (GAT-5). */
export function shortTraceId(): string | undefined {
  return traceId()?.slice(0, 8);
}

/** Adds facts to the active span (`{ 'command.id': id }`); nothing happens outside a span. No personal data. */
export function addToSpan(attributes: Attributes): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}

/** Sends the spans that still wait. Takes at most `withinMs`, and never fails: a lost trace is not a lost sale. */
export async function flush(withinMs = 2_000): Promise<void> {
  const provider = delegateOf(trace.getTracerProvider());
  if (!provider.forceFlush) return;
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, withinMs);
  await Promise.race([provider.forceFlush().catch(() => {}), late]);
  clearTimeout(timer);
}

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
};

function tracer() {
  return trace.getTracer('loupan');
}

function parentOf(carrier: Carrier | undefined): Context {
  return carrier?.traceparent ? propagation.extract(ROOT_CONTEXT, carrier) : context.active();
}

function note(span: Span, error: unknown): void {
  const refused = refusalCode(error);
  if (refused) {
    span.setAttribute('refusal.code', refused);
    return;
  }
  const { type, message, stack } = plainError(error);
  span.recordException({ name: type, message, ...(stack ? { stack } : {}) });
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

/** The API hands out a proxy; flushing is a matter of the SDK's provider behind it. */
function delegateOf(provider: object): { forceFlush?: () => Promise<void> } {
  return 'getDelegate' in provider ? (provider as { getDelegate(): object }).getDelegate() : provider;
}
