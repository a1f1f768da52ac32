import cookie from '@fastify/cookie';
import type { FileAnswer } from '#contracts/file.js';
import { logger } from '#telemetry/log.js';
import { traceId } from '#telemetry/trace.js';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { openPages } from '../pages/pages.js';
import { checkRoutes, routes } from '../routes/routes.js';
import type { Row } from '../routes/row.js';
import { sendRead } from './conditional.js';
import { Door } from './door.js';
import { measure } from './measure.js';
import { Problems } from './problems.js';
import { Streams } from './streams.js';

const bodyLimit = 8 * 1024 * 1024;

/** The gateway's HTTP application, not listening yet. Throws where a route is wrong, before any request is taken. */
export async function openGateway(module: Type<object>, rows: Row[] = routes): Promise<NestFastifyApplication> {
  checkRoutes(rows);
  const trustProxy = process.env.TRUST_PROXY;
  const adapter = new FastifyAdapter({
    bodyLimit,
    trustProxy: trustProxy ?? false,
    skipMiddie: true,
    multipart: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger, bodyParser: false });
  app.useGlobalFilters(new Problems());
  await app.init();
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  await prepare(fastify);
  const [door, streams] = [app.get(Door), app.get(Streams)];
  fastify.addHook('preClose', async () => streams.closeAll());
  for (const row of rows) {
    if (row.does && !door.own.has(row.does)) throw new Error(`Nobody does what ${row.method} ${row.path} says`);
    open(fastify, row, { door, streams });
  }
  openPages(fastify, rows);
  return app;
}

/** First the door is closed and the requests at hand are answered, then what they need is let go. */
export async function closeGateway(app: NestFastifyApplication): Promise<void> {
  await app.getHttpAdapter().getInstance().close();
  await app.close();
}

function open(fastify: FastifyInstance, row: Row, { door, streams }: { door: Door; streams: Streams }): void {
  fastify.route({
    method: row.method,
    url: row.path.replace(/\{(\w+)\}/g, ':$1'),
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store');
      if (row.gives === 'stream') return streams.begin(row, request, reply);
      const answer = await door.pass(row, request, reply);
      reply.code(row.status);
      if (row.gives === 'file') return sendFile(reply, answer as FileAnswer);
      if (row.method === 'GET') return sendRead(request, reply, answer);
      return row.status === 204 ? reply.send() : answer;
    },
  });
}

function sendFile(reply: FastifyReply, { name, type, file }: FileAnswer): FastifyReply {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  return reply.type(type).header('content-disposition', disposition).send(Buffer.from(file, 'base64'));
}

async function prepare(fastify: FastifyInstance): Promise<void> {
  await fastify.register(cookie);
  takeBodies(fastify);
  measure(fastify);
  fastify.addHook('onRequest', async (_, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', ...tracing() });
    reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  });
}

/** JSON, which may be empty, or a file; nothing that a form on another site could send. */
function takeBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parseJson(request, body as string, done);
  });
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  const files = [xlsx, 'text/csv', 'application/octet-stream'];
  fastify.addContentTypeParser(files, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
}

function tracing(): Record<string, string> {
  const trace = traceId();
  return trace ? { 'trace-id': trace } : {};
}
