import { mayTouch } from '#permissions/scope.js';
import type { Actor } from '#permissions/actor.js';

/**
 * Whose rows of a project the actor may see: undefined for everybody's, else the actor's own id alone. Refuses with
 * ALL-5.out-of-scope who may see nothing there.
 */
export function reachOf(actor: Actor, projectId: string): string | undefined {
  mayTouch(actor, { projectId, ownerId: actor.id });
  const all = actor.grants.some(({ scope, projects }) => {
    return scope === 'company' || (scope === 'project' && (projects === '*' || projects.includes(projectId)));
  });
  return all ? undefined : actor.id;
}
