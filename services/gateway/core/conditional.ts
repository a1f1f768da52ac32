import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sends what was read with its ETag, or 304 and nothing when who asks has just that (GAT-3 conditional requests). */
export function sendRead(request: FastifyRequest, reply: FastifyReply, answer: object): FastifyReply {
  const text = JSON.stringify(answer);
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  reply.header('etag', tag);
  if (isAmong(tag, request.headers['if-none-match'])) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(text);
}

/** Compared weakly, as RFC 9110 wants it here. */
function isAmong(tag: string, known = ''): boolean {
  return known.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, '')));
}
