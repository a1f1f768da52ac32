import { refuse } from '#kernel/refusal.js';
import { newId } from '#kernel/ids.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import type { Work } from '#persistence/work.js';
import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/postgresql';
import { stranger } from './does.js';
import { oneOfFew, passwordFits } from './passwords.js';
import { FailedSignIn } from '../entities/failed-sign-in.js';
import { Person } from '../entities/person.js';
import { afterFailure, countedSince, failuresPerAddress, obstacle } from '../rules/sign-in.js';

/** A login and a password, from an address, for a purpose. */
export interface Claim {
  login: string;
  password: string;
  address: string;
  /** The command it is for, as the audit names it. */
  name: string;
  at: Date;
}

/** Checks passwords, one after the other for each account, and counts what fails (GAT-1). */
@Injectable()
export class Credentials {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Runs `then` in the transaction in which the password was found right. Refuses with GAT-1.wrong-password,
   * GAT-1.locked, GAT-1.closed or GAT-1.too-many; a failure is counted although it is refused.
   */
  async proven(claim: Claim, then: (person: Person, work: Work) => Promise<void>): Promise<void> {
    await oneOfFew(async () => {
      const outcome = await this.outcomeOf(claim, then);
      if (outcome.refused === 'locked') refuse('GAT-1.locked', { until: new Date(outcome.until!) });
      if (outcome.refused === 'too-many') refuse('GAT-1.too-many', { retryAfter: 900 });
      if (outcome.refused) refuse(`GAT-1.${outcome.refused}`);
    });
  }

  /** The row of the account is locked while the password is checked: guesses cannot overtake the count. */
  private async outcomeOf(claim: Claim, then: (person: Person, work: Work) => Promise<void>): Promise<Outcome> {
    const { login, password, at, address, name } = claim;
    const known = await this.unitOfWork.read((em) => em.findOne(Person, { login }));
    const actor = known ? { id: known.id, name: known.name } : stranger;
    const cause = { actor, name, at, key: newId(), bodyHash: '' };
    return this.unitOfWork.run<Outcome>(cause, async (work) => {
      const { em } = work;
      const failed = await em.count(FailedSignIn, { address, at: { $gt: countedSince(at) } });
      if (failed >= failuresPerAddress) return { refused: 'too-many' };
      const person = await em.findOne(Person, { login }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const fits = await passwordFits(password, person?.passwordHash);
      const stopped = person && obstacle(person, at);
      if (stopped) return { refused: stopped, until: person.lockedUntil?.toISOString() };
      if (person && fits) {
        Object.assign(person, { failures: 0, lockedUntil: null });
        await then(person, work);
        return {};
      }
      if (person) Object.assign(person, afterFailure(person, at));
      em.create(FailedSignIn, { id: newId(), address, personId: person?.id ?? null, at });
      return { refused: 'wrong-password' };
    });
  }
}

/** Kept as the reply of the command: it has no secret in it. */
interface Outcome {
  refused?: 'wrong-password' | 'locked' | 'closed' | 'too-many';
  until?: string;
}
