import { LeaverCleared } from '#contracts/sales-customers.js';
import { Hears, type Heard } from '#messaging/hears.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/postgresql';
import { Person } from '../entities/person.js';

/** What sales tells. */
@Injectable()
export class SalesReactions {
  /** The customers are in other hands: the account of the leaver is closed (GAT-1). Who came back stays. */
  @Hears(LeaverCleared)
  async leaverCleared({ event, at }: Heard<LeaverCleared>, { em }: Work) {
    const person = await em.findOne(Person, { id: event.personId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (person?.leftAt) person.closedAt ??= at;
  }
}
