import { UnitOfWork } from '#persistence/unit-of-work.js';
import { DynamicModule, Global, Inject, Module } from '@nestjs/common';
import { APP_INTERCEPTOR, DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Answering } from './answer.js';
import { natsOptions } from './connection.js';
import { reactionsOf } from './hears.js';
import { Inbox } from './inbox.js';
import { Listener, measureLag } from './listener.js';
import { Relay } from './relay.js';

const serviceName = Symbol('service');

/** NATS for one service: what it answers, what it tells, what it hears. Without NATS_URL nothing leaves the process. */
@Global()
@Module({})
export class Messaging {
  static of(service: string): DynamicModule {
    const interceptor = { provide: APP_INTERCEPTOR, useClass: Answering };
    return {
      module: Messaging,
      imports: [DiscoveryModule],
      providers: [interceptor, { provide: serviceName, useValue: service }],
    };
  }

  inbox!: Inbox;
  private connection?: NatsConnection;
  private relay?: Relay;
  private readonly listeners = new Map<string, Listener>();

  constructor(
    @Inject(serviceName) private readonly service: string,
    private readonly orm: MikroORM,
    private readonly unitOfWork: UnitOfWork,
    private readonly discovery: DiscoveryService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const reactions = reactionsOf(this.discovery);
    this.inbox = new Inbox(this.orm, this.unitOfWork, reactions);
    if (!process.env.NATS_URL) return;
    this.connection = await connect(natsOptions(this.service));
    this.relay = new Relay(this.service, this.orm, this.connection, this.unitOfWork.afterCommit);
    this.relay.start();
    for (const teller of new Set([...reactions.values()].map(({ telling }) => telling.service))) {
      const listener = new Listener(this.service, teller, this.connection, this.inbox);
      this.listeners.set(teller, listener);
      listener.start();
    }
    measureLag(this.listeners);
    this.inbox.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.listeners.values()].map((listener) => listener.stop()));
    if (this.connection) await this.inbox.stop();
    await this.relay?.stop();
    await this.connection?.close();
  }

  /** What it needs and whether it has it: the database, its own stream, each stream that it hears. */
  async checks(): Promise<Record<string, string>> {
    const database = this.orm.em.fork().execute('select 1');
    const heard = [...this.listeners].map(([teller, { trouble }]) => [`hears ${teller}`, trouble ?? 'ok']);
    return {
      database: await database.then(
        () => 'ok',
        (error: unknown) => String(error),
      ),
      tells: this.relay?.trouble ?? 'ok',
      ...Object.fromEntries(heard),
    };
  }
}
