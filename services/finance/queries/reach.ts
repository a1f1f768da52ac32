import type { Actor } from '#permissions/actor.js';
import { mayTouch } from '#permissions/scope.js';

/** Whose deals of a project the actor may see: undefined for everybody's, else the actor's own id alone (ALL-5). */
export function reachOf(actor: Actor, projectId: string): string | undefined {
  mayTouch(actor, { projectId, ownerId: actor.id });
  const all = actor.grants.some(({ scope, projects }) => {
    return scope === 'company' || (scope === 'project' && (projects === '*' || projects.includes(projectId)));
  });
  return all ? undefined : actor.id;
}
