import { logger, log } from '#telemetry/log.js';
import { gauge } from '#telemetry/metrics.js';
import { privatePort } from '#telemetry/private-port.js';
import { NestFactory } from '@nestjs/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { atWork } from './at-work.js';
import { Door } from './door.js';
import { Messaging } from './module.js';
import type { Type } from '@nestjs/common';

/** Runs a service: answers over NATS, private port for health and metrics, stops gracefully on SIGTERM and SIGINT. */
export async function serve(service: string, module: Type<object>): Promise<void> {
  let messaging: Messaging | undefined;
  const ready = () => readiness(messaging);
  const port = await privatePort({ port: Number(process.env.PRIVATE_PORT ?? 0), ready });
  const app = await NestFactory.createMicroservice(module, { strategy: new Door(service, atWork), logger });
  await app.listen();
  messaging = app.get(Messaging, { strict: false });
  measurePool(app.get(MikroORM, { strict: false }));
  log.info('serving');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(
      signal,
      () =>
        void app
          .close()
          .then(() => port.close())
          .then(() => process.exit(0)),
    );
  }
}

async function readiness(messaging: Messaging | undefined) {
  const checks = messaging ? await messaging.checks() : { service: 'starting' };
  return { ok: Object.values(checks).every((check) => check === 'ok'), checks };
}

/** Requests waiting for a database connection. */
export function measurePool(orm: { em: { getConnection(): object } }): void {
  const pool = () => (orm.em.getConnection() as { pool?: { waitingCount: number } }).pool;
  gauge('loupan_pool_waiting', 'Transactions waiting for a database connection', () => pool()?.waitingCount ?? 0);
}
