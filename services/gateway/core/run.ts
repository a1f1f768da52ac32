import { log } from '#telemetry/log.js';
import { privatePort, type Readiness } from '#telemetry/private-port.js';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openGateway } from './open.js';

/** Runs the gateway: the public port, the private port, and a stop that finishes the requests at hand. */
export async function runGateway(module: Type<object>): Promise<void> {
  let app: NestFastifyApplication | undefined;
  const port = await privatePort({ port: Number(process.env.PRIVATE_PORT ?? 0), ready: () => readiness(app) });
  const opened = await openGateway(module);
  await opened.listen(Number(process.env.PORT ?? 0), process.env.HOST ?? '127.0.0.1');
  app = opened;
  log.info({ url: await app.getUrl() }, 'serving');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      app = undefined;
      void stop(opened)
        .then(() => port.close())
        .then(() => process.exit(0));
    });
  }
}

/** First the door is closed and the requests at hand are answered, then what they need is let go. */
async function stop(app: NestFastifyApplication): Promise<void> {
  await app.getHttpAdapter().getInstance().close();
  await app.close();
}

async function readiness(app: NestFastifyApplication | undefined): Promise<Readiness> {
  if (!app) return { ok: false, checks: { gateway: 'starting or stopping' } };
  const database = app.get(MikroORM, { strict: false }).em.fork().execute('select 1');
  const checks = {
    database: await database.then(
      () => 'ok',
      () => 'unreachable',
    ),
  };
  return { ok: checks.database === 'ok', checks };
}
