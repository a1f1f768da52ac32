import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { log } from './log.js';
import { prometheusText } from './metrics.js';
import { flush } from './trace.js';

/** Whether the process can do its work, with a word on each thing that it needs (`{ database: 'ok' }`). */
export interface Readiness {
  ok: boolean;
  checks: Record<string, string>;
}

export interface PrivatePort {
  /** The port that was taken, when 0 was asked for. */
  port: number;
  /** Stops answering and sends the spans that still wait; to be called last when a process stops. */
  close(): Promise<void>;
}

/**
 * Opens the port that is not for the public: `/healthz` (the process is alive), `/readyz` (200 or 503 with each check),
 * `/metrics` (Prometheus text). Listens on HOST_PRIVATE, 127.0.0.1 unless told. Port 0 takes any free one.
 * Rejects with the system's error when the port is taken.
 */
export async function privatePort(asked: { port: number; ready: () => Promise<Readiness> }): Promise<PrivatePort> {
  const server = createServer((request, response) => {
    response.setHeader('cache-control', 'no-store');
    const page = request.method === 'GET' ? pages[request.url?.split('?')[0] ?? ''] : undefined;
    if (page) page(response, asked.ready).catch((error) => failed(response, error));
    else send(response, 404, 'text/plain', 'not found\n');
  });
  const port = await listening(server, asked.port);
  log.info({ port }, 'private port open: /healthz /readyz /metrics');
  return { port, close: () => closed(server).then(() => flush()) };
}

const pages: Record<string, (response: ServerResponse, ready: () => Promise<Readiness>) => Promise<void>> = {
  '/healthz': async (response) => send(response, 200, 'application/json', '{"ok":true}\n'),
  '/readyz': async (response, ready) => {
    const readiness = await within(2_000, ready);
    send(response, readiness.ok ? 200 : 503, 'application/json', `${JSON.stringify(readiness)}\n`);
  },
  '/metrics': async (response) =>
    send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await prometheusText()),
};

/** A check that hangs or throws means not ready, and is said so, rather than leaving the asker to wait. */
async function within(ms: number, ready: () => Promise<Readiness>): Promise<Readiness> {
  const { promise: late, resolve } = Promise.withResolvers<Readiness>();
  const timer = setTimeout(() => resolve({ ok: false, checks: { readiness: `no answer in ${ms} ms` } }), ms);
  try {
    return await Promise.race([ready(), late]);
  } catch (error) {
    log.warn({ err: error }, 'readiness check failed');
    return { ok: false, checks: { readiness: 'check failed' } };
  } finally {
    clearTimeout(timer);
  }
}

function failed(response: ServerResponse, error: unknown): void {
  log.error({ err: error }, 'private port could not answer');
  if (!response.headersSent) send(response, 500, 'text/plain', 'failed\n');
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, process.env.HOST_PRIVATE ?? '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
