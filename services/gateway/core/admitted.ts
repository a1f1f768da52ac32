import { PersonAdmitted } from '#contracts/gateway.js';
import type { Person } from '../entities/person.js';

/** What others are told of somebody with an account (GAT-1): who hands work to people knows them by it. */
export function admitted({ id: personId, name, assignments }: Person): PersonAdmitted {
  return Object.assign(new PersonAdmitted(), { personId, name, assignments });
}
