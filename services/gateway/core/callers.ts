import { createHash } from 'node:crypto';
import type { Assignment } from '#permissions/actor.js';
import { dayOf } from '#kernel/time.js';
import { UnitOfWork } from '#persistence/unit-of-work.js';
import { Injectable } from '@nestjs/common';
import { ProgramToken } from '../entities/program-token.js';
import { Session } from '../entities/session.js';
import { passwordIsDue } from '../rules/sign-in.js';

/** Who sends a request. */
export interface Caller {
  /** Of the session or of the program's token. */
  sessionId: string;
  by: 'cookie' | 'token';
  personId: string;
  login: string;
  name: string;
  assignments: Assignment[];
  mustChangePassword: boolean;
}

/** What a request brings to be known by. */
export interface Proof {
  by: Caller['by'];
  secret: string;
}

const knownForMs = 1_500;
const mostKnown = 10_000;

/**
 * Finds who is behind a cookie or a token. What it found is kept for a moment, so that a burst of requests is one
 * query: whoever is locked or signed out here is out at once, elsewhere within two seconds.
 */
@Injectable()
export class Callers {
  private readonly known = new Map<string, { caller: Caller; until: number }>();
  private forgotten = 0;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  async behind({ by, secret }: Proof): Promise<Caller | undefined> {
    const tokenHash = hashOf(secret);
    const known = this.known.get(`${by} ${tokenHash}`);
    if (known && known.until > Date.now()) return known.caller;
    const begun = this.forgotten;
    const caller = await this.find(by, tokenHash);
    if (caller && begun === this.forgotten) this.keep(`${by} ${tokenHash}`, caller);
    return caller;
  }

  /** To be called after anything that changes what somebody may do. */
  forget(personId: string): void {
    // A search that is under way may have read what was true before.
    this.forgotten++;
    for (const [key, { caller }] of this.known) if (caller.personId === personId) this.known.delete(key);
  }

  private keep(key: string, caller: Caller): void {
    if (this.known.size >= mostKnown) this.known.clear();
    this.known.set(key, { caller, until: Date.now() + knownForMs });
  }

  private async find(by: Caller['by'], tokenHash: string): Promise<Caller | undefined> {
    const sql = by === 'cookie' ? sessionBehind : tokenBehind;
    const [row] = await this.unitOfWork.read((em) => em.execute<Row[]>(sql, [tokenHash]));
    if (!row) return undefined;
    const { lastSeenOn, passwordSetAt, ...rest } = row;
    const now = new Date();
    const due = passwordIsDue({ ...row, failures: 0, passwordSetAt: new Date(passwordSetAt) }, now);
    const caller: Caller = { ...rest, by, mustChangePassword: due };
    if (lastSeenOn < dayOf(now)) await this.seen(caller, now);
    return caller;
  }

  private seen({ by, sessionId, personId, name }: Caller, at: Date): Promise<void> {
    return this.unitOfWork.react({ actor: { id: personId, name }, name: 'gateway.seen', at }, async ({ em }) => {
      const entity: typeof Session | typeof ProgramToken = by === 'cookie' ? Session : ProgramToken;
      const found = await em.findOneOrFail<Session | ProgramToken>(entity, { id: sessionId });
      found.lastSeenOn = dayOf(at);
    });
  }
}

/** How a secret is kept. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

interface Row extends Omit<Caller, 'by'> {
  lastSeenOn: string;
  passwordSetAt: string | Date;
}

const sessionBehind = behind('session');
const tokenBehind = behind('program_token');

function behind(table: string): string {
  return `
    select s.id as "sessionId", s.last_seen_on as "lastSeenOn", p.id as "personId", p.login, p.name, p.assignments,
      p.must_change_password as "mustChangePassword", p.password_set_at as "passwordSetAt"
    from ${table} s join person p on p.id = s.person_id
    where s.token_hash = ? and s.ended_at is null and s.expires_at > now() and p.closed_at is null
      and p.left_at is null`;
}
