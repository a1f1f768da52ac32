import { type Myself, WhoAmI } from '#contracts/gateway.js';
import type { Assignment } from '#permissions/actor.js';
import { grantsFor, operations } from '#permissions/matrix.js';
import { Injectable } from '@nestjs/common';
import { Does, type Doing } from '../core/does.js';

/** What is told of oneself. */
interface Somebody {
  personId: string;
  login: string;
  name: string;
  assignments: Assignment[];
  mustChangePassword: boolean;
}

@Injectable()
export class MyselfQuery {
  @Does(WhoAmI)
  async whoAmI({ caller }: Doing<WhoAmI>): Promise<Myself> {
    return myself(caller!);
  }
}

export function myself({ personId, login, name, assignments, mustChangePassword }: Somebody): Myself {
  const mine = operations.filter((operation) => grantsFor(operation, assignments).length > 0);
  return { personId, login, name, assignments, operations: mine, mustChangePassword };
}
