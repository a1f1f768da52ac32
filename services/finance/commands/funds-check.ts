import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';
import { apart } from '#permissions/separation.js';

/** Supervised funds are checked by another person than who made what is checked (FIN-12, ALL-4). */
export function checkedByAnother(actor: Actor, projectId: string, makerId: string): void {
  mayTouch(actor, { projectId });
  apart(actor, makerId);
}
