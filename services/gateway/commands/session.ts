import { randomBytes } from 'node:crypto';
import { ChangePassword, type Myself, type Nothing, SignIn, SignOut } from '#contracts/gateway.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Injectable } from '@nestjs/common';
import { Callers, hashOf } from '../core/callers.js';
import { Does, type Doing } from '../core/does.js';
import { hashPassword } from '../core/passwords.js';
import { endAll } from '../core/endings.js';
import { Person } from '../entities/person.js';
import { ProgramToken } from '../entities/program-token.js';
import { Session } from '../entities/session.js';
import { myself } from '../core/myself.js';
import { passwordIsDue } from '../rules/sign-in.js';
import { weakness } from '../rules/password.js';
import { Credentials } from '../core/credentials.js';

const sessionHours = 12;

@Injectable()
export class SessionCommands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly credentials: Credentials,
    private readonly callers: Callers,
  ) {}

  @Does(SignIn)
  async signIn({ payload, address, name, at, setCookie }: Doing<SignIn>): Promise<Myself> {
    const secret = randomBytes(32).toString('base64url');
    let signedIn: Myself;
    await this.credentials.proven({ ...payload, address, name, at }, async (person, { em }) => {
      em.create(Session, {
        ...{ id: newId(), tokenHash: hashOf(secret), personId: person.id, lastSeenOn: dayOf(at) },
        ...{ createdAt: at, expiresAt: new Date(at.getTime() + sessionHours * 3_600_000), endedAt: null },
      });
      signedIn = myself({ ...person, personId: person.id, mustChangePassword: passwordIsDue(person, at) });
    });
    setCookie(secret);
    return signedIn!;
  }

  @Does(SignOut)
  async signOut(doing: Doing<SignOut>): Promise<Nothing> {
    const { sessionId, by, personId } = doing.caller!;
    await this.unitOfWork.run(doing, async ({ em, at }) => {
      const entity: typeof Session | typeof ProgramToken = by === 'cookie' ? Session : ProgramToken;
      const session = await em.findOneOrFail<Session | ProgramToken>(entity, { id: sessionId });
      session.endedAt = at;
      return {};
    });
    this.callers.forget(personId);
    doing.setCookie(null);
    return {};
  }

  @Does(ChangePassword)
  async changePassword({ payload, caller, address, name, at }: Doing<ChangePassword>): Promise<Nothing> {
    const { login, sessionId, personId } = caller!;
    const weak = weakness(payload.new, login);
    if (weak) refuse('GAT-1.weak-password', { reasonZh: weak.zh, reasonEn: weak.en });
    if (payload.new === payload.old)
      refuse('GAT-1.weak-password', { reasonZh: '与旧密码相同', reasonEn: 'it is the old one' });
    const passwordHash = await hashPassword(payload.new);
    await this.credentials.proven({ login, password: payload.old, address, name, at }, async (person, { em }) => {
      Object.assign(person satisfies Person, { passwordHash, passwordSetAt: at, mustChangePassword: false });
      await endAll(em, person.id, at, sessionId);
    });
    this.callers.forget(personId);
    return {};
  }
}
