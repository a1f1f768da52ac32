import { ServerNats } from '@nestjs/microservices';
import type { NatsConnection, Subscription } from '@nats-io/transport-node';
import type { AtWork } from './at-work.js';
import { natsOptions } from './connection.js';

/** Nest's NATS transport that, asked to stop, takes no more requests, finishes those at hand, and then closes. */
export class Door extends ServerNats {
  private readonly taken: Subscription[] = [];

  constructor(
    private readonly service: string,
    private readonly atWork: AtWork,
  ) {
    super(natsOptions(service) as ConstructorParameters<typeof ServerNats>[0]);
  }

  override bindEvents(client: NatsConnection): void {
    for (const subject of this.messageHandlers.keys()) {
      const callback = this.getMessageHandler(subject).bind(this) as never;
      this.taken.push(client.subscribe(subject, { queue: this.service, callback }));
    }
  }

  override async close(): Promise<void> {
    for (const subscription of this.taken.splice(0)) subscription.unsubscribe();
    await this.atWork.idle();
    await super.close();
  }
}
