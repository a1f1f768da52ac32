import { People, type PeoplePage, type PersonRow } from '#contracts/gateway.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Injectable } from '@nestjs/common';
import { Does, type Doing } from '../core/does.js';
import { Person } from '../entities/person.js';

const pageUnlessSaid = 50;

@Injectable()
export class PeopleQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Accounts by login. */
  @Does(People)
  async people({ payload: { limit = pageUnlessSaid, after } }: Doing<People>): Promise<PeoplePage> {
    const where = after ? { login: { $gt: after } } : {};
    const found = await this.unitOfWork.read((em) =>
      em.find(Person, where, { orderBy: { login: 'asc' }, limit: limit + 1 }),
    );
    const items = found.slice(0, limit).map(row);
    return found.length > limit ? { items, next: items.at(-1)!.login } : { items };
  }
}

function row({ id, login, name, assignments, mustChangePassword, lockedUntil, closedAt }: Person): PersonRow {
  const times = { ...(lockedUntil ? { lockedUntil } : {}), ...(closedAt ? { closedAt } : {}) };
  return { personId: id, login, name, assignments, mustChangePassword, ...times };
}
