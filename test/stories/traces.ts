import { collector, type ReceivedSpan } from '#telemetry/collector.js';
import { setTimeout as pause } from 'node:timers/promises';
import type { Step } from './stage.ts';

export type Collector = Awaited<ReturnType<typeof collector>>;

/** What is wrong with a step's trace: one trace from the click to the last listener, or nothing. */
export async function traceTroubles(collected: Collector, steps: Step[]): Promise<string[]> {
  const troubles = new Map<number, string>();
  let left = steps;
  for (let tries = 0; left.length > 0 && tries < 60; tries++) {
    if (tries > 0) await pause(250);
    left = left.filter((step) => {
      const trouble = troubleOf(collected.trace(step.trace), step);
      if (trouble) troubles.set(step.number, trouble);
      return trouble;
    });
  }
  return left.map((step) => `step ${step.number} (${step.what}): ${troubles.get(step.number)}`);
}

function troubleOf(spans: ReceivedSpan[], step: Step): string | undefined {
  if (spans.length === 0) return 'no span arrived';
  const roots = spans.filter((span) => !span.parentSpanId);
  if (roots.length !== 1 || roots[0]!.service !== 'gateway') return `${roots.length} roots, not one at the gateway`;
  const ids = new Set(spans.map((span) => span.spanId));
  const orphan = spans.find((span) => span.parentSpanId && !ids.has(span.parentSpanId));
  if (orphan) return `the span ${orphan.name} of ${orphan.service} has lost its parent`;
  const asked = spans.find((span) => span.name.startsWith('ask '));
  if (!asked || !/^20[01]/.test(step.status)) return undefined;
  const answered = spans.find((span) => span.name === asked.name.replace('ask ', 'answer '));
  if (!answered) return `nobody answered in the trace: ${asked.name}`;
  if (!spans.some((span) => span.service === answered.service && isSql(span))) return `no SQL of ${answered.service}`;
  return untold(spans);
}

function isSql(span: ReceivedSpan): boolean {
  return 'db.system.name' in span.attributes || 'db.system' in span.attributes;
}

/** Every event told in the trace is heard in it, by reporting at least, which listens to everybody. */
function untold(spans: ReceivedSpan[]): string | undefined {
  const told = spans.filter((span) => span.name.startsWith('tell '));
  const missing = told.find((tell) => {
    const name = tell.name.replace('tell ', 'hear ');
    const id = tell.attributes['event.id'];
    return !spans.some(
      (span) => span.name === name && span.service === 'reporting' && span.attributes['event.id'] === id,
    );
  });
  return missing && `reporting has not heard: ${missing.name}`;
}
