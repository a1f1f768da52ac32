import { refuse } from '#kernel/refusal.js';
import type { Actor } from './actor.js';
import { makersBefore } from './matrix.js';
import { operationNames } from './names.js';
import type { Operation } from './operations.js';

/** Who did each operation on the record so far: the id of the person, or of all of them. */
export type Makers = Partial<Record<Operation, string | string[] | null>>;

/**
 * Maker and checker are different people (ALL-4): refuses with ALL-4.same-person when the actor did, on this record,
 * one of the operations that theirs checks. The caller names every maker it knows; what is left out was done by nobody.
 */
export function separate(actor: Actor, makers: Makers): void {
  const conflict = makersBefore(actor.operation).find((made) => [makers[made]].flat().includes(actor.id));
  if (conflict) refuseSame(actor, conflict);
}

/** The same where maker and checker hold one operation: whoever made it does not check it (ALL-4). */
export function apart(actor: Actor, makerId: string): void {
  if (makerId === actor.id) refuseSame(actor, actor.operation);
}

function refuseSame(actor: Actor, conflict: Operation): never {
  const [operation, conflictsWith] = [operationNames(actor.operation), operationNames(conflict)];
  refuse('ALL-4.same-person', {
    operation: actor.operation,
    operationZh: operation.zh,
    operationEn: operation.en,
    conflictsWith: conflict,
    conflictsWithZh: conflictsWith.zh,
    conflictsWithEn: conflictsWith.en,
  });
}
