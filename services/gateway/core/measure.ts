import { histogram } from '#telemetry/metrics.js';
import type { FastifyInstance } from 'fastify';

/** Counts and times every request by route, never by address or person. */
export function measure(fastify: FastifyInstance): void {
  const seconds = histogram('loupan_http_seconds', 'Time to answer a request from outside', 's');
  fastify.addHook('onResponse', async (request, reply) => {
    // A stream lasts as long as somebody looks; it says nothing of how fast we answer.
    if (reply.getHeader('content-type') === 'text/event-stream') return;
    const route = request.routeOptions.url ?? 'none';
    seconds(reply.elapsedTime / 1000, { method: request.method, route, status: reply.statusCode });
  });
}
