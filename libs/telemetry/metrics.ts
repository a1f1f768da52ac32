import { type Attributes, metrics } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';

/** A level now, or one for each of several things (`{ value: 3, attributes: { stream: 'SALES' } }`). */
export type Reading = number | { value: number; attributes: Attributes }[];

/**
 * A number that only grows. Prometheus shows it as `<name>_total`.
 * @public
 */
export function counter(name: string, help: string): (by?: number, attributes?: Attributes) => void {
  const instrument = meter().createCounter(name, { description: help });
  return (by = 1, attributes) => instrument.add(by, attributes);
}

/** A distribution. With unit `s` the buckets run from 1 ms to 30 s; attributes have few different values. */
export function histogram(name: string, help: string, unit: string): (value: number, attributes?: Attributes) => void {
  const advice = unit === 's' ? { explicitBucketBoundaries: secondBuckets } : {};
  const instrument = meter().createHistogram(name, { description: help, unit, advice });
  return (value, attributes) => instrument.record(value, attributes);
}

/** A level, read whenever someone asks for the metrics. A reading that fails is left out, the others are shown. */
export function gauge(name: string, help: string, read: () => Reading | Promise<Reading>): void {
  const instrument = meter().createObservableGauge(name, { description: help });
  instrument.addCallback(async (result) => {
    for (const { value, attributes } of await readingsOf(read)) result.observe(value, attributes);
  });
}

/** All metrics of this process as Prometheus text. A gauge that does not answer within 2 s is left out. */
export async function prometheusText(): Promise<string> {
  const { resourceMetrics } = await prometheus.collect({ timeoutMillis: 2_000 });
  return serializer.serialize(resourceMetrics);
}

/** The reader that the SDK is started with; it opens no port of its own. */
export const prometheus = new PrometheusExporter({ preventServerStart: true });

const serializer = new PrometheusSerializer('', false, undefined, true, true);

const secondBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Asked for at each use: the meter of a process that was started without the SDK stays silent. */
function meter() {
  return metrics.getMeter('loupan');
}

async function readingsOf(
  read: () => Reading | Promise<Reading>,
): Promise<{ value: number; attributes?: Attributes }[]> {
  try {
    const reading = await read();
    return typeof reading === 'number' ? [{ value: reading }] : reading;
  } catch {
    return [];
  }
}
