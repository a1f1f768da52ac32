import type { Asking } from '#contracts/message.js';
import { ChangePassword, SignOut, WhoAmI } from '#contracts/gateway.js';
import { refuse } from '#kernel/refusal.js';
import type { Actor, Grant } from '#permissions/actor.js';
import { grantsFor, isOperation } from '#permissions/matrix.js';
import { rightFacts } from '#permissions/names.js';
import { signActor } from '#messaging/actor-token.js';
import { contractOf, type Row } from '../routes/row.js';
import type { Caller } from './callers.js';

/** What can be done with an initial password. */
const beforeThePasswordIsChanged: Asking[] = [WhoAmI, ChangePassword, SignOut];

/** The grants that let the caller through; refuses with 401 strangers, with 403 who lacks the operation (ALL-5). */
export function admit(row: Row, caller: Caller | undefined): Grant[] {
  if (row.needs === 'public') return [];
  if (!caller) return refuse('GAT-1.signed-out');
  if (caller.mustChangePassword && !beforeThePasswordIsChanged.includes(contractOf(row)))
    refuse('GAT-1.change-password');
  if (!isOperation(row.needs)) return [];
  const grants = grantsFor(row.needs, caller.assignments);
  if (grants.length === 0) refuse('ALL-5.no-right', rightFacts(row.needs));
  if (row.alsoNeeds && grantsFor(row.alsoNeeds, caller.assignments).length === 0)
    refuse('ALL-5.no-right', rightFacts(row.alsoNeeds));
  return grants;
}

const signedForMs = 30_000;
const signed = new Map<string, { token: Promise<string>; until: number }>();

/** The gateway's word on the actor, good for half a minute at least: the same for a burst of equal requests. */
export function wordOn(actor: Actor, subject: string): Promise<string> {
  const key = JSON.stringify([subject, actor]);
  const known = signed.get(key);
  if (known && known.until > Date.now()) return known.token;
  if (signed.size > 10_000) signed.clear();
  const token = signActor(actor, subject);
  signed.set(key, { token, until: Date.now() + signedForMs });
  return token;
}
