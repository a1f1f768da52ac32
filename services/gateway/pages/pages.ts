import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { openApi } from '../openapi/document.js';
import type { Row } from '../routes/row.js';
import { docsPage, docsScript } from './docs.js';
import { landingPage } from './landing.js';

const ownOnly = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:";
const noFrames = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Swagger UI sets style attributes; scripts are this server's own. */
const docsPolicy = `${ownOnly}; style-src 'self' 'unsafe-inline'; ${noFrames}`;
const landingPolicy = `default-src 'none'; style-src 'self'; img-src 'self' data:; ${noFrames}`;

const html = 'text/html; charset=utf-8';
const script = 'text/javascript; charset=utf-8';
const sheet = 'text/css; charset=utf-8';

/** What a person with a browser finds: the landing page, the API page, and the API as a document; and /healthz. */
export function openPages(fastify: FastifyInstance, rows: Row[]): void {
  const document = JSON.stringify(openApi(rows));
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const file = (name: string) => readFileSync(join(swagger, name));
  const page = (path: string, type: string, body: string | Buffer, policy?: string) =>
    fastify.get(path, (_, reply) => send(reply, type, body, policy));
  page('/', html, landingPage.html, landingPolicy);
  page('/landing.css', sheet, landingPage.css);
  page('/openapi.json', 'application/json; charset=utf-8', document);
  page('/docs', html, docsPage, docsPolicy);
  page('/docs/start.js', script, docsScript);
  page('/docs/swagger-ui.js', script, file('swagger-ui-bundle.js'));
  page('/docs/swagger-ui.css', sheet, file('swagger-ui.css'));
  page('/healthz', 'application/json; charset=utf-8', '{"ok":true}\n');
}

function send(reply: FastifyReply, type: string, body: string | Buffer, policy?: string): FastifyReply {
  if (policy) reply.header('content-security-policy', policy);
  return reply.type(type).header('cache-control', 'no-cache').send(body);
}
