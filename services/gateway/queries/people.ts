import { People, type PeoplePage, type PersonRow } from '#contracts/gateway.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Does, type Doing } from '../core/does.js';
import { Person } from '../entities/person.js';
import { administered } from '../rules/assignable.js';

const pageUnlessSaid = 50;

@Injectable()
export class PeopleQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Accounts by login: those with a right in a project that the caller administers, and those with none yet. */
  @Does(People)
  async people({ payload: { limit = pageUnlessSaid, after }, grants }: Doing<People>): Promise<PeoplePage> {
    const found = await this.unitOfWork.read(async (em) => {
      const projects = administered(grants);
      const where = {
        ...(after ? { login: { $gt: after } } : {}),
        ...(projects === '*' ? {} : await within(em, projects)),
      };
      return em.find(Person, where, { orderBy: { login: 'asc' }, limit: limit + 1 });
    });
    const items = found.slice(0, limit).map(row);
    return found.length > limit ? { items, next: items.at(-1)!.login } : { items };
  }
}

async function within(em: EntityManager, projects: string[]) {
  const rows = await em.execute<{ id: string }[]>(reaching, [`{*,${projects.join()}}`]);
  return { id: { $in: rows.map(({ id }) => id) } };
}

const reaching = `
  select distinct p.id from person p left join lateral jsonb_array_elements(p.assignments) a on true
  where a is null or jsonb_exists_any(a -> 'projects', ?::text[])`;

function row({ id, login, name, assignments, mustChangePassword, lockedUntil, leftAt, closedAt }: Person): PersonRow {
  const times = {
    ...(leftAt ? { leftAt } : {}),
    ...(lockedUntil ? { lockedUntil } : {}),
    ...(closedAt ? { closedAt } : {}),
  };
  return { personId: id, login, name, assignments, mustChangePassword, ...times };
}
