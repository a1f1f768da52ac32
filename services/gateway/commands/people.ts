import {
  type AccountOpened,
  AssignRoles,
  LockAccount,
  OpenAccount,
  type PersonAnswer,
  PersonLeft,
  ResetPassword,
  type RoleAssignment,
  UnlockAccount,
} from '#contracts/gateway.js';
import { InvalidInput } from '#contracts/parse.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import type { Assignment } from '#permissions/actor.js';
import { isRole, operations, scopeOf } from '#permissions/matrix.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/postgresql';
import { Callers } from '../core/callers.js';
import { Does, type Doing } from '../core/does.js';
import { hashPassword, initialPassword } from '../core/passwords.js';
import { Person } from '../entities/person.js';
import { administered, beyond } from '../rules/assignable.js';
import { admitted } from '../core/admitted.js';
import { endAll } from '../core/endings.js';

@Injectable()
export class PeopleCommands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly callers: Callers,
  ) {}

  @Does(OpenAccount)
  async open(doing: Doing<OpenAccount>): Promise<AccountOpened> {
    const { login, name } = doing.payload;
    const assignments = assignable(doing, doing.payload.assignments);
    return this.withInitialPassword(doing, async ({ em, at, tell }, passwordHash) => {
      if (await em.findOne(Person, { login })) refuse('GAT-1.login-taken', { login });
      const person = em.create(Person, {
        ...{ id: newId(), login, name, assignments, passwordHash, passwordSetAt: at, openedAt: at },
        ...{ mustChangePassword: true, failures: 0, lockedUntil: null, closedAt: null },
      });
      tell(admitted(person));
      return person;
    });
  }

  @Does(AssignRoles)
  assign(doing: Doing<AssignRoles>): Promise<PersonAnswer> {
    const assignments = assignable(doing, doing.payload.assignments);
    return this.change(doing, async (person, { tell }) => {
      person.assignments = assignments;
      if (!person.leftAt) tell(admitted(person));
    });
  }

  @Does(LockAccount)
  lock(doing: Doing<LockAccount>): Promise<PersonAnswer> {
    return this.change(doing, async (person, { em, at, tell }) => {
      if (!person.leftAt) tell(Object.assign(new PersonLeft(), { personId: person.id }));
      person.leftAt ??= at;
      await endAll(em, person.id, at);
    });
  }

  @Does(UnlockAccount)
  unlock(doing: Doing<UnlockAccount>): Promise<PersonAnswer> {
    return this.change(doing, async (person, { tell }) => {
      if (person.leftAt) tell(admitted(person));
      Object.assign(person, { leftAt: null, closedAt: null, lockedUntil: null, failures: 0 });
    });
  }

  @Does(ResetPassword)
  async resetPassword(doing: Doing<ResetPassword>): Promise<AccountOpened> {
    const answer = await this.withInitialPassword(doing, async (work, passwordHash) => {
      const person = await another(doing, work);
      Object.assign(person, { passwordHash, passwordSetAt: work.at, mustChangePassword: true });
      await endAll(work.em, person.id, work.at);
      return person;
    });
    this.callers.forget(answer.personId);
    return answer;
  }

  private async change(doing: Doing<{ personId: string }>, fn: (person: Person, work: Work) => Promise<void>) {
    const { personId } = await this.unitOfWork.run(doing, async (work) => {
      const person = await another(doing, work);
      await fn(person, work);
      return { personId: person.id };
    });
    this.callers.forget(personId);
    return { personId };
  }

  /** The password is in the first answer only: the reply that is kept has none. */
  private async withInitialPassword(
    doing: Doing<object>,
    fn: (work: Work, passwordHash: string) => Promise<Person>,
  ): Promise<AccountOpened> {
    const password = initialPassword();
    const passwordHash = await hashPassword(password);
    const madeNow = newId();
    const { made, ...answer } = await this.unitOfWork.run(doing, async (work) => {
      const { id: personId, login } = await fn(work, passwordHash);
      return { personId, login, made: madeNow };
    });
    return made === madeNow ? { ...answer, initialPassword: password } : answer;
  }
}

/** The account that is administered: not one's own, nor one with rights that the caller could not have given. */
async function another(doing: Doing<{ personId: string }>, { em }: Work): Promise<Person> {
  const { personId: id } = doing.payload;
  if (id === doing.caller!.personId) refuse('GAT-1.own-account');
  const person = await em.findOneOrFail(Person, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  assignable(doing, person.assignments);
  return person;
}

/** Assignments that the caller can give, or take away: of roles that exist, in projects that they administer. */
function assignable({ grants }: Doing<object>, given: RoleAssignment[]): Assignment[] {
  const stranger = given.findIndex(({ role }) => !isRole(role));
  if (stranger >= 0) {
    const message = 'role must be a role of the permission matrix';
    throw new InvalidInput([{ field: `assignments.${stranger}.role`, check: 'isRole', message }]);
  }
  const plain = given.map(({ role, projects }) => ({ role, projects }) as Assignment);
  const companyWide = (role: Assignment['role']) => operations.some((one) => scopeOf(one, role) === 'company');
  if (beyond(plain, administered(grants), companyWide)) refuse('GAT-1.beyond-own');
  return plain;
}
