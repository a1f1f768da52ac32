import { holders } from '#permissions/matrix.js';
import type { Operation, Role } from '#permissions/operations.js';
import { routes } from '../../services/gateway/routes/routes.js';
import type { Row } from '../../services/gateway/routes/row.js';
import { queriesNeeded } from './bodies-selling.ts';
import { bodies } from './bodies.ts';

export const guarded: Row[] = routes.filter(({ needs }) => needs !== 'public' && needs !== 'signed-in');

/** `POST /v1/projects` */
export function nameOf({ method, path }: Row): string {
  return `${method} ${path}`;
}

/** The roles that the matrix lets in. */
export function rolesOf({ needs, alsoNeeds }: Row): Role[] {
  const also = alsoNeeds && holders(alsoNeeds);
  return holders(needs as Operation).filter((role) => !also || also.includes(role));
}

/** The route's path about these records; throws, telling what to do, where none of its kind was made. */
export function pathOf(row: Row, ids: Record<string, string>): string {
  const path = row.path.replace(/\{(\w+)\}/g, (_, field: string) => {
    const id = ids[kindOf(row, field)];
    if (!id) throw new Error(`${nameOf(row)}: make a record with ${field} in sold.ts, so that others are refused it`);
    return id;
  });
  const query = queriesNeeded[nameOf(row)];
  return query ? `${path}?${query}` : path;
}

/** A body that fits; nothing for a question. */
export function bodyOf(row: Row, ids: Record<string, string>): object | undefined {
  if (row.method === 'GET') return undefined;
  const text = JSON.stringify(bodies[nameOf(row)] ?? {});
  return JSON.parse(text.replace(/\$(\w+)/g, (_, name: string) => ids[name]!)) as object;
}

/** What one word names twice, by the beginning of the path. */
const kinds: [begins: string, field: string, kind: string][] = [
  ['/v1/supervised-accounts/', 'accountId', 'supervisedAccountId'],
  ['/v1/supervision-terms/', 'planId', 'supervisionPlanId'],
  ['/v1/day-differences/', 'differenceId', 'dayDifferenceId'],
];

/** A free unit where one is to be subscribed or withheld. */
function kindOf({ path, needs }: Row, field: string): string {
  const [, , named] = kinds.find(([begins, name]) => path.startsWith(begins) && name === field) ?? [];
  if (named) return named;
  if (path.startsWith('/v1/points/')) return 'pointsId';
  if (path.startsWith('/v1/bank-accounts/')) return 'bankAccountId';
  if (path.startsWith('/v1/contract-withdrawals/') || path.startsWith('/v1/teams/')) return field;
  if (field === 'unitId' && needs === 'reservation.make') return 'spare';
  const taking = ['subscription.make', 'unit.withhold', 'discount.request'];
  return field === 'unitId' && taking.includes(needs) ? 'free' : field;
}
