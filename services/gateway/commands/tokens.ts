import { randomBytes } from 'node:crypto';
import { IssueToken, type Nothing, RevokeToken, type TokenIssued } from '#contracts/gateway.js';
import { newId } from '#kernel/ids.js';
import { refuse } from '#kernel/refusal.js';
import { dayOf } from '#kernel/time.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Injectable } from '@nestjs/common';
import { Callers, hashOf } from '../core/callers.js';
import { Does, type Doing } from '../core/does.js';
import { ProgramToken } from '../entities/program-token.js';
import { passwordIsDue } from '../rules/sign-in.js';
import { Credentials } from '../core/credentials.js';

const daysUnlessSaid = 30;

@Injectable()
export class TokenCommands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly credentials: Credentials,
    private readonly callers: Callers,
  ) {}

  @Does(IssueToken)
  async issue({ payload, address, name, at }: Doing<IssueToken>): Promise<TokenIssued> {
    const { login, password, days = daysUnlessSaid } = payload;
    const token = `loupan_${randomBytes(32).toString('base64url')}`;
    const issued = { tokenId: newId(), token, expiresAt: new Date(at.getTime() + days * 86_400_000) };
    await this.credentials.proven({ login, password, address, name, at }, async (person, { em }) => {
      if (passwordIsDue(person, at)) refuse('GAT-1.change-password');
      em.create(ProgramToken, {
        ...{ id: issued.tokenId, tokenHash: hashOf(token), personId: person.id, name: payload.name },
        ...{ createdAt: at, expiresAt: issued.expiresAt, lastSeenOn: dayOf(at), endedAt: null },
      });
    });
    return issued;
  }

  /** Everybody revokes their own; somebody else's is unknown to them. */
  @Does(RevokeToken)
  async revoke(doing: Doing<RevokeToken>): Promise<Nothing> {
    const { personId } = doing.caller!;
    await this.unitOfWork.run(doing, async ({ em, at }) => {
      const token = await em.findOneOrFail(ProgramToken, { id: doing.payload.tokenId, personId });
      token.endedAt ??= at;
      return {};
    });
    this.callers.forget(personId);
    return {};
  }
}
