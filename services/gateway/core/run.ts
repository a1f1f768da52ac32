import { Asker } from '#messaging/ask.js';
import { Messaging } from '#messaging/module.js';
import { measurePool } from '#messaging/serve.js';
import { log } from '#telemetry/log.js';
import { privatePort, type Readiness } from '#telemetry/private-port.js';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { closeGateway, openGateway } from './open.js';

/** Runs the gateway: the public port, the private port, and a stop that finishes the requests at hand. */
export async function runGateway(module: Type<object>): Promise<void> {
  let app: NestFastifyApplication | undefined;
  const port = await privatePort({ port: Number(process.env.PRIVATE_PORT ?? 0), ready: () => readiness(app) });
  const opened = await openGateway(module);
  await opened.listen(Number(process.env.PORT ?? 0), process.env.HOST ?? '127.0.0.1');
  app = opened;
  measurePool(opened.get(MikroORM, { strict: false }));
  log.info({ url: await app.getUrl() }, 'serving');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      app = undefined;
      void closeGateway(opened)
        .then(() => port.close())
        .then(() => process.exit(0));
    });
  }
}

async function readiness(app: NestFastifyApplication | undefined): Promise<Readiness> {
  if (!app) return { ok: false, checks: { gateway: 'starting or stopping' } };
  const asks = app.get(Asker).trouble ?? 'ok';
  const checks = { asks, ...(await app.get(Messaging, { strict: false }).checks()) };
  return { ok: Object.values(checks).every((check) => check === 'ok'), checks };
}
