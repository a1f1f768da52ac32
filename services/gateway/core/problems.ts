import { Refusal } from '#kernel/refusal.js';
import { log } from '#telemetry/log.js';
import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem.js';

/** Whatever is thrown anywhere on the way of a request is answered as a problem. */
@Catch()
export class Problems implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { headers, body } = problemOf(said(error, request), request.headers['accept-language']);
    if (body.status >= 500)
      log.warn({ route: request.routeOptions.url, status: body.status, code: body.code }, 'not answered');
    const type = 'application/problem+json; charset=utf-8';
    void reply
      .code(body.status)
      .headers({ ...headers, 'cache-control': 'no-store' })
      .type(type)
      .send(body);
  }
}

/** Only the framework throws NotFoundException: a record that is unknown is a refusal of the service that looked. */
function said(error: unknown, { method, url }: FastifyRequest): unknown {
  if (!(error instanceof NotFoundException)) return error;
  return new Refusal('GAT-3.no-such-route', { route: `${method} ${url.split('?')[0]}` });
}
