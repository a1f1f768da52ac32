import type { Myself } from '#contracts/gateway.js';
import type { Assignment } from '#permissions/actor.js';
import { grantsFor, operations } from '#permissions/matrix.js';

/** Somebody, with every operation that their roles hold. */
export function myself({ personId, login, name, assignments, mustChangePassword }: Somebody): Myself {
  const mine = operations.filter((operation) => grantsFor(operation, assignments).length > 0);
  return { personId, login, name, assignments, operations: mine, mustChangePassword };
}

/** What is told of oneself. */
interface Somebody {
  personId: string;
  login: string;
  name: string;
  assignments: Assignment[];
  mustChangePassword: boolean;
}
