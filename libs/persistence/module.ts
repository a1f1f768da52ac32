import { DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { type EntityClass, MikroORM } from '@mikro-orm/postgresql';
import { ScheduleModule } from '@nestjs/schedule';
import { AfterCommit } from './after-commit.js';
import { AuditTrail } from './audit.js';
import { Clock } from './clock.js';
import { ormOptions } from './orm.js';
import { requireKeys } from './sealed.js';
import { UnitOfWork } from './unit-of-work.js';

/** PostgreSQL for one service: unit of work, clock, audit. Reads DATABASE_URL; for personal data PERSONAL_KEYS_FILE. */
@Global()
@Module({})
export class Persistence {
  static of(entities: EntityClass<object>[]): DynamicModule {
    const orm = {
      provide: MikroORM,
      inject: [AuditTrail],
      useFactory: async (audit: AuditTrail) => {
        const made = await MikroORM.init(
          ormOptions({ url: process.env.DATABASE_URL!, entities, subscribers: [audit] }),
        );
        requireKeys(made);
        return made;
      },
    };
    return {
      module: Persistence,
      imports: [DiscoveryModule, ScheduleModule.forRoot()],
      providers: [AuditTrail, AfterCommit, orm, UnitOfWork, Clock],
      exports: [MikroORM, UnitOfWork, Clock, AfterCommit],
    };
  }

  constructor(private readonly orm: MikroORM) {}

  async onApplicationShutdown(): Promise<void> {
    await this.orm.close();
  }
}
