import { Refusal } from '#kernel/refusal.js';
import { type EntityClass, type EventSubscriber, type Options, PostgreSqlDriver } from '@mikro-orm/postgresql';

/** Tables that the entities do not know and schema comparison leaves alone. */
const houseTableNames = [
  'command_log',
  'outbox',
  'stream_seen',
  'inbox',
  'deadline',
  'audit',
  'list_export',
  'migration',
];

/** One configuration for every service: exact time limits, no global context, an unknown id is a refusal (404). */
export function ormOptions(given: {
  url: string;
  entities: EntityClass<object>[];
  subscribers?: EventSubscriber[];
  poolSize?: number;
}): Options {
  return {
    driver: PostgreSqlDriver,
    clientUrl: given.url,
    entities: given.entities,
    subscribers: given.subscribers ?? [],
    allowGlobalContext: false,
    forceUtcTimezone: true,
    pool: { min: 0, max: given.poolSize ?? Number(process.env.DATABASE_POOL ?? 10), idleTimeoutMillis: 30_000 },
    driverOptions: {
      connectionTimeoutMillis: 3_000,
      statement_timeout: 10_000,
      lock_timeout: 3_000,
      idle_in_transaction_session_timeout: 15_000,
      application_name: process.env.SERVICE ?? 'loupan',
    },
    schemaGenerator: { skipTables: houseTableNames },
    migrations: { tableName: 'migration', snapshot: false, allOrNothing: true },
    findOneOrFailHandler: (name, where) => new Refusal('ALL.unknown', { what: name, id: idOf(where) }),
    discovery: { warnWhenNoEntities: false },
  };
}

function idOf(where: unknown): string {
  if (typeof where === 'string') return where;
  return typeof where === 'object' && where !== null && 'id' in where ? String(where.id) : JSON.stringify(where);
}
